"""Workbooks made to hurt, small on the disk; each is built here, none is kept as a file."""

from __future__ import annotations

import io
import zipfile
import zlib

_TYPES = b"""<?xml version="1.0"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/></Types>"""
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ROOT = f"""<?xml version="1.0"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="{_REL}/officeDocument" Target="xl/workbook.xml"/>
</Relationships>""".encode()
_BOOK_RELS = f"""<?xml version="1.0"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="{_REL}/worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="r2" Type="{_REL}/sharedStrings" Target="sharedStrings.xml"/>
<Relationship Id="r3" Type="{_REL}/externalLink" Target="file:///etc/passwd" TargetMode="External"/>
</Relationships>""".encode()
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
BOMB_DTD = (
    '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {n} "{("&" + p + ";") * 10}">'
        for p, n in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
).encode()
FILE_DTD = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY i SYSTEM "file:///etc/passwd">]>'


def zipped(parts: dict[str, bytes]) -> bytes:
    """Return an archive of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def xlsx(sheet: str, *, name: str = "Arkusz1", shared: str = "", **parts: bytes) -> bytes:
    """Return an xlsx of one sheet; `sheet` stands inside `<worksheet>`; `parts` are added."""
    book = f"""<?xml version="1.0"?><workbook xmlns="{_MAIN}" xmlns:r="{_REL}"><sheets>
<sheet name="{name}" sheetId="1" r:id="r1"/></sheets></workbook>"""
    strings = f'<?xml version="1.0"?><sst xmlns="{_MAIN}">{shared}</sst>'
    return zipped(
        {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": _ROOT,
            "xl/workbook.xml": book.encode(),
            "xl/_rels/workbook.xml.rels": _BOOK_RELS,
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}">{sheet}</worksheet>'.encode(),
            "xl/sharedStrings.xml": strings.encode(),
            **{
                path.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"): c
                for path, c in parts.items()
            },
        }
    )


def cell(place: str, text: str) -> str:
    """Return an inline text cell."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def rows(*cells: str) -> str:
    """Return one row of cells."""
    return f'<sheetData><row r="1">{"".join(cells)}</row></sheetData>'


def ods(table: str) -> bytes:
    """Return an ods whose one table holds these rows."""
    content = (
        '<?xml version="1.0"?><office:document-content'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
        f'<office:body><office:spreadsheet><table:table table:name="A">{table}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return ods_of(content.encode())


def ods_of(content: bytes) -> bytes:
    """Return an ods with this content.xml."""
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    names = b"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    manifest = b'<manifest:manifest xmlns:manifest="' + names + b'"/>'
    return zipped({"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest})


def bomb(megabytes: int, *, declared: int | None = None) -> bytes:
    """Return an xlsx with a part of so many MB; `declared` is what its directory says."""
    size = megabytes << 20
    pack = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    piece = b" " * (1 << 20)
    packed = b"".join(pack.compress(piece) for _ in range(megabytes)) + pack.flush()
    crc = 0
    for _ in range(megabytes):
        crc = zlib.crc32(piece, crc)
    whole = xlsx(rows(cell("A1", "x")))
    out = io.BytesIO(whole)
    with zipfile.ZipFile(out, "a") as archive:
        start = archive.start_dir
        info = zipfile.ZipInfo("xl/media/image1.xml")
        info.compress_type = zipfile.ZIP_DEFLATED
        info.CRC, info.compress_size = crc, len(packed)
        info.file_size, info.header_offset = (declared or size), start
        archive.fp.seek(start)
        archive.fp.write(info.FileHeader() + packed)
        archive.start_dir = archive.fp.tell()
        archive.filelist.append(info)
        archive.NameToInfo[info.filename] = info
        archive._didModify = True
    return out.getvalue()


_LINE = (
    '<table:table-row{0}><table:table-cell office:value-type="string"{1}>'
    "<text:p>x</text:p></table:table-cell></table:table-row>"
)
_REPEAT_C = ' table:number-columns-repeated="{}"'
_REPEAT_R = ' table:number-rows-repeated="{}"'
FAR = "XFD1048576"

REFUSED = {
    "bomb.xlsx": lambda: bomb(1024),
    "bomb_lying.xlsx": lambda: bomb(1024, declared=500),
    "entities.xlsx": lambda: xlsx("", xl__sharedStrings_xml=BOMB_DTD + b"<sst>&i;</sst>"),
    "outside.xlsx": lambda: xlsx("", xl__workbook_xml=FILE_DTD + b"<workbook>&i;</workbook>"),
    "entities.ods": lambda: ods_of(BOMB_DTD + b"<l>&i;</l>"),
    "outside.ods": lambda: ods_of(FILE_DTD + b"<l>&i;</l>"),
    "wide_encoding.xlsx": lambda: xlsx("", xl__workbook_xml=BOMB_DTD.decode().encode("utf-16")),
    "far_cell.xlsx": lambda: xlsx(rows(cell("A1", "a"), cell(FAR, "b"))),
    "repeated_columns.ods": lambda: ods(_LINE.format("", _REPEAT_C.format(2_000_000_000))),
    "repeated_rows.ods": lambda: ods(_LINE.format(_REPEAT_R.format(2_000_000_000), "")),
    "repeated_both.ods": lambda: ods(
        _LINE.format(_REPEAT_R.format(1_048_576), _REPEAT_C.format(16_384))
    ),
    "repeated_badly.ods": lambda: ods(
        _LINE.format(_REPEAT_R.format("-5"), _REPEAT_C.format("mnóstwo"))
    ),
    "nothing.xlsx": lambda: zipped({"x": b"1"}),
    "inner.xlsx": lambda: zipped({"lista.xlsx": xlsx(rows(cell("A1", "x")))}),
    "text.xlsx": "Nazwisko;Imię\r\nNowak;Anna\r\n".encode,
    "cut.xlsx": lambda: xlsx(rows(cell("A1", "x")))[:-40],
    "broken_xml.xlsx": lambda: xlsx("<sheetData><row r='1'><c"),
    "many_parts.xlsx": lambda: zipped(
        {"xl/workbook.xml": b"<x/>"} | {f"xl/{n}": b"" for n in range(20_500)}
    ),
    "nul.csv": lambda: b"Nazwisko;Imi\x00\r\nNowak;An\x00na\r\n",
    "long_cell.csv": lambda: b"Nazwisko;Uwagi\r\nNowak;" + b"x" * 10_000_000,
    "wrong_strings.xlsx": lambda: xlsx(
        rows('<c r="A1" t="s"><v>99999999</v></c>', cell("B1", "x")), shared="<si><t>x</t></si>"
    ),
    "long_cell.xlsx": lambda: xlsx(rows(cell("A1", "x" * 10_000_000))),
    "far_lower_case.xlsx": lambda: xlsx(rows(cell("a1", "a"), cell(FAR.lower(), "b"))),
    "far_single_quotes.xlsx": lambda: xlsx(rows(cell("A1", "a"), f"<c r='{FAR}'><v>1</v></c>")),
    "far_reference.xlsx": lambda: xlsx(rows('<c r="XFD&#49;048576"><v>1</v></c>')),
    "far_comment.xlsx": lambda: xlsx(
        '<!-- <c r="A1"/> --><sheetData><row r="1048576">'
        + "<c><v>1</v></c>" * 100
        + "</row></sheetData>"
    ),
    "far_unnamed.xlsx": lambda: xlsx(
        '<sheetData><row r="1048576">' + "<c><v>1</v></c>" * 100 + "</row></sheetData>"
    ),
    "far_spaced.xlsx": lambda: xlsx(rows(f'<c r = "{FAR}"><v>1</v></c>', cell("A1", "a"))),
}

READ = {
    "lying_dimension.xlsx": lambda: xlsx(f'<dimension ref="A1:{FAR}"/>' + rows(cell("A1", "x"))),
    "lying_columns.xlsx": lambda: xlsx(
        '<cols><col min="1" max="2147483647" hidden="1"/></cols>' + rows(cell("A1", "x"))
    ),
    "merged_all.xlsx": lambda: xlsx(
        rows(cell("A1", "x")) + f'<mergeCells><mergeCell ref="A1:{FAR}"/></mergeCells>'
    ),
    "external_formula.xlsx": lambda: xlsx(
        rows("<c r=\"A1\"><f>'file:///etc/[passwd]A'!A1</f><v>1</v></c>")
    ),
    "sheet_name.xlsx": lambda: xlsx(
        rows(cell("A1", "x")), name="../../&lt;img src=x&gt;\u202e=1+1"
    ),
    "macros.xlsm": lambda: xlsx(rows(cell("A1", "x")), xl__vbaProject_bin=b"\xd0\xcf\x11\xe0" * 99),
    "empty_rows.ods": lambda: ods(
        _LINE.format("", "")
        + f"<table:table-row{_REPEAT_R.format(1_048_575)}>"
        + f"<table:table-cell{_REPEAT_C.format(16_384)}/></table:table-row>"
    ),
    "deep.ods": lambda: ods(
        "<table:table-row><table:table-cell>"
        + "<text:span>" * 50_000
        + "</text:span>" * 50_000
        + "</table:table-cell></table:table-row>"
    ),
    "bad_utf8.csv": lambda: b"Nazwisko;Imi\xea\r\nNowak;\xff\xc3\x28Anna\r\n",
}
