"""Run by the system's own Python: goes through cusdesk by keyboard as a screen reader finds it.

Prints what is wrong, one line each, then `visited` with the number of screens.
"""

from __future__ import annotations

import sys

from at_spi import Bus, has, words

CHOSEN = {"check box", "radio button", "push button", "toggle button", "combo box"}
TYPED = {"text", "password text", "spin button"}
FOUND = []
_FEWEST = 24
"""The navigation alone has twenty things the keyboard can come to."""
KEYS = "1234567890"
"""Alt and one of them opens a screen of the navigation."""


def wrong(where, what):
    """Note something wrong."""
    FOUND.append(f"{where}: {what}")


def check_names(bus, where):
    """Everything the keyboard can come to has a role and a name; return how many there are."""
    count = 0
    for node in bus.shown():
        role = node.get_role_name()
        by_mouse = role == "filler" and not words(node)  # what scrolls takes a click, not Tab
        if not has(node, "FOCUSABLE") or role in {"frame", "dialog", "table cell"} or by_mouse:
            continue
        count += 1
        if role in {"unknown", "invalid", "filler", "panel", ""}:
            wrong(where, f"a thing called „{words(node)}” has the role {role!r}")
        if not words(node):
            wrong(where, f"a {role} has no name")
    return count


def check_tables(bus, where):
    """Every table says its headings and the words of its first row; return how many there are."""
    tables = [n for n in bus.shown() if n.get_role_name() == "table"]
    for node in tables:
        name, table = words(node), node.get_table_iface()
        heads = [table.get_column_description(n) for n in range(table.get_n_columns())]
        if not name or not any(heads):
            wrong(where, f"table „{name}” with the headings {heads}")
        cells = [table.get_accessible_at(0, n) for n in range(table.get_n_columns())]
        if table.get_n_rows() and not any(words(cell) for cell in cells if cell is not None):
            wrong(where, f"the first row of „{name}” says nothing")
    return len(tables)


def check_focus(bus, where):
    """What has the keyboard is reported, with a name."""
    node = bus.focused()
    if node is None:
        wrong(where, "nothing is reported to have the keyboard")
    elif not words(node) and node.get_role_name() != "table cell":
        wrong(where, f"a {node.get_role_name()} without a name has the keyboard")
    return node


def go_on(bus, keys, is_there, most=25):
    """Press a key until the keyboard is where it is wanted."""
    passed = []
    for _ in range(most):
        node = bus.focused()
        if node is not None and is_there(node):
            return
        passed.append(node and (node.get_role_name(), words(node)))
        bus.press(keys)
    sys.exit(f"{keys} leads only to {passed}")


def unlock(bus, password):
    """Type the password into the field that has the keyboard."""
    bus.wait(lambda: bus.find("password text"), "no field for the password")
    bus.wait(bus.focused, "nothing has the keyboard on the first page")
    check_names(bus, "password")
    if bus.focused().get_role_name() != "password text":
        wrong("password", "the keyboard is not in the field")
    bus.type(password)
    bus.press("Return")
    bus.wait(lambda: bus.find("panel", "Nawigacja"), "the office does not open")
    bus.settle(3)


def screens(bus):
    """Go to every screen by its key, and through what stands there; return how many."""
    tables = 0
    for key in KEYS:
        where = f"Alt+{key}"
        print("now", where, flush=True)
        bus.press(where)
        bus.settle(3)
        if check_names(bus, where) < _FEWEST:
            wrong(where, "next to nothing is there")
        tables += check_tables(bus, where)
        check_focus(bus, where)
        before = bus.focused()
        bus.press("Tab")
        after = check_focus(bus, f"{where}, Tab")
        if before is not None and after is not None and before == after:
            wrong(where, "Tab leaves the keyboard where it was")
    if tables < 5:
        wrong("screens", f"only {tables} tables")


def card(bus):
    """Open the card of a resident, write something wrong and hear it, then something right."""
    bus.press("Alt+2")
    bus.settle(1)
    go_on(bus, "F6", lambda node: node.get_role_name() in {"table", "table cell"})
    bus.press("Return")
    bus.wait(lambda: bus.find("page tab", "Karta"), "the card does not open")
    check_names(bus, "card")
    if check_focus(bus, "card").get_role_name() not in {"page tab", "page tab list"}:
        wrong("card", f"the keyboard is on {words(bus.focused())}")
    go_on(bus, "Tab", lambda node: words(node).startswith("PESEL"))
    field = bus.focused()
    bus.press("Ctrl+a")
    bus.type("123")
    bus.said()
    bus.press("Tab")
    bus.settle(1)
    if not field.get_description():
        wrong("card", "the field does not say what is wrong with it")
    if not any(words in field.get_description() for words in bus.said()):
        wrong("card", "nobody is told that the number is wrong")
    bus.press("Ctrl+z")
    said = bus.said()
    if not any("Cofnięto" in one for one in said):
        wrong("card", f"the message of the step taken back is not said, only {said}")


def found_by_name(bus):
    """What Ctrl+K finds is said although the keyboard stays in the field."""
    bus.press("Ctrl+k")
    bus.settle(1)
    if check_focus(bus, "Ctrl+K").get_role_name() not in TYPED:
        wrong("Ctrl+K", "the keyboard is not in the field")
    bus.said()
    bus.type("plan")
    bus.settle(1)
    bus.press("Down")
    if not bus.said():
        wrong("Ctrl+K", "nobody is told what was found")
    bus.press("Escape")


def dialog(bus):
    """Open a window of its own and leave it; the keyboard comes back."""
    bus.press("Alt+3")
    bus.settle(1)
    before = words(check_focus(bus, "before the dialog"))
    bus.press("Ctrl+n")
    bus.wait(lambda: bus.find("dialog"), "no dialog is reported")
    check_names(bus, "dialog")
    check_focus(bus, "dialog")
    if not words(bus.find("dialog")):
        wrong("dialog", "it has no name")
    bus.press("Escape")
    bus.settle(1)
    after = check_focus(bus, "after the dialog")
    if after is None or words(after) != before:
        wrong("after the dialog", f"the keyboard was on „{before}”, now on „{words(after)}”")


def main(password):
    """Go through the program."""
    bus = Bus("cusdesk")
    bus.settle(2)
    unlock(bus, password)
    screens(bus)
    print("now the card", flush=True)
    card(bus)
    print("now Ctrl+K", flush=True)
    found_by_name(bus)
    print("now a dialog", flush=True)
    dialog(bus)
    print("\n".join(f"wrong: {one}" for one in FOUND))
    print(f"visited {len(KEYS)}")


if __name__ == "__main__":
    main(sys.argv[1])
