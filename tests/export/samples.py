"""Invented documents of every size. Nobody here exists."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from cusdesk.domain.reports import (
    Column,
    ColumnKind,
    CountedBy,
    DayMark,
    GoalTerm,
    LegendEntry,
    MarkKind,
    MonthlySheet,
    MonthMeeting,
    OfficeHeader,
    Period,
    PersonMonth,
    PlanAction,
    PlanDecision,
    PlanDocument,
    PlanDuty,
    PlanGoal,
    PlanHeader,
    PlanPerson,
    PlanRepresentative,
    PlanReview,
    PlanService,
    PlanSignature,
    RecoverySheet,
    ServiceAmount,
    ServiceFee,
    ServiceMonth,
    ServiceUnit,
    SignInList,
    SignInPerson,
    TableDocument,
)

PRINTED = dt.date(2026, 2, 3)
HOSTILE = "<b>Żółć</b> & <font size=99>Łęk</font> &amp; " + "Ż" * 300
OFFICE = OfficeHeader(
    "Centrum Usług Społecznych w Wiązowej Dolinie",
    ("ul. Lipowa 4", "99-999 Wiązowa Dolina"),
    "tel. 99 999 99 99, kontakt@cus.example",
    "Wiązowa Dolina",
)
PERIOD = Period(dt.date(2026, 2, 9), dt.date(2026, 12, 31))

GOALS = (
    PlanGoal(
        1,
        "Pani Halina samodzielnie przygotowuje śniadanie i kolację oraz dba o porządek w kuchni",
        GoalTerm.SHORT,
        "liczba posiłków przygotowanych samodzielnie w tygodniu",
        "co najmniej 10 posiłków tygodniowo przez miesiąc",
        dt.date(2026, 5, 31),
    ),
    PlanGoal(
        2,
        "Poprawa sprawności ruchowej: wejście po schodach na pierwsze piętro bez asekuracji",
        GoalTerm.LONG,
        "test „wstań i idź”, czas w sekundach, mierzony przez fizjoterapeutę co kwartał",
        "wynik poniżej 14 sekund w dwóch kolejnych pomiarach",
        dt.date(2026, 12, 15),
    ),
    PlanGoal(
        3,
        "Odnowienie kontaktów z sąsiadkami i udział w zajęciach świetlicy w Zagajach",
        GoalTerm.SHORT,
        "liczba spotkań w świetlicy w miesiącu",
        "udział w co najmniej 3 spotkaniach miesięcznie przez kwartał",
        dt.date(2026, 6, 30),
    ),
    PlanGoal(
        4,
        "Odciążenie córki, która opiekuje się mamą i pracuje na zmiany",
        GoalTerm.LONG,
        "godziny opieki wytchnieniowej wykorzystane w miesiącu; rozmowa z córką",
        "córka ma dwa wolne popołudnia w tygodniu",
        dt.date(2026, 12, 15),
    ),
)


def _hours(minutes: int, per: str = "week") -> ServiceAmount:
    return ServiceAmount(minutes, ServiceUnit.HOUR, per)


SERVICES = (
    PlanService(
        1,
        "Usługi opiekuńcze w miejscu zamieszkania",
        "",
        "Spółdzielnia Socjalna „Pomocna Dłoń”",
        "indywidualnie",
        "w domu mieszkanki, Zagaje 17",
        "poniedziałek, środa i piątek 8.00–10.00",
        _hours(360),
        _hours(16920, "plan"),
        PERIOD,
        ServiceFee(850, ServiceUnit.HOUR, "ulga 50%"),
        "program CUS, budżet gminy",
        (1, 4),
    ),
    PlanService(
        2,
        "Rehabilitacja ogólnousprawniająca",
        "",
        "Gabinet Fizjoterapii „Ruch”",
        "indywidualnie",
        "ośrodek zdrowia, pok. 7",
        "wtorek i czwartek 11.00–11.45",
        ServiceAmount(90, ServiceUnit.LESSON_HOUR),
        ServiceAmount(4230, ServiceUnit.LESSON_HOUR, "plan"),
        PERIOD,
        ServiceFee(0),
        "program CUS, środki UE",
        (2,),
    ),
    PlanService(
        3,
        "Zajęcia w świetlicy wiejskiej dla seniorów",
        "",
        "KGW „Zagajanki”",
        "w grupie",
        "świetlica w Zagajach",
        "co drugi czwartek 16.00–18.00",
        ServiceAmount(2, ServiceUnit.MEETING, "month"),
        ServiceAmount(21, ServiceUnit.MEETING, "plan"),
        PERIOD,
        ServiceFee(0),
        "fundusz sołecki",
        (3,),
    ),
    PlanService(
        4,
        "Opieka wytchnieniowa w domu",
        "",
        "Fundacja „Chwila Oddechu”",
        "indywidualnie",
        "w domu mieszkanki, Zagaje 17",
        "wtorek i sobota po 4 godziny, godziny ustalane z córką",
        _hours(480),
        None,
        Period(dt.date(2026, 3, 1), dt.date(2026, 8, 31)),
        ServiceFee(0),
        "program resortowy 2026",
        (4,),
    ),
    PlanService(
        5,
        "Konsultacje psychologiczne",
        "",
        "Gabinet Psychologiczny „Most”",
        "indywidualnie",
        "CUS, pok. 12, lub telefonicznie",
        "raz w miesiącu po umówieniu",
        ServiceAmount(1, ServiceUnit.MEETING, "month"),
        ServiceAmount(10, ServiceUnit.MEETING, "plan"),
        PERIOD,
        ServiceFee(4000, ServiceUnit.MEETING, "pierwsze spotkanie bezpłatne"),
        "program CUS",
        (3, 4),
    ),
)

USUAL_PLAN = PlanDocument(
    office=OFFICE,
    header=PlanHeader(
        number="IPUS/12/2026",
        case_sign="CUS.5131.12.2026",
        programmes=("Program usług społecznych dla gminy Wiązowa Dolina na lata 2025–2027",),
        application_date=dt.date(2026, 1, 12),
        drawn_on=dt.date(2026, 2, 2),
        period=PERIOD,
        coordinator="Joanna Wzorcowa-Przykładna",
    ),
    person=PlanPerson(
        "Halina Źdźbłowska",
        "44051401366",
        dt.date(1944, 5, 14),
        "Zagaje 17, 99-999 Wiązowa Dolina (sołectwo Zagaje)",
        "tel. 999 999 999",
    ),
    printed_on=PRINTED,
    representative=PlanRepresentative(
        "Grażyna Kłosińska", "opiekun faktyczny (córka)", "tel. 999 999 998"
    ),
    needs=(
        "Po złamaniu kości udowej Pani Halina porusza się o kuli i potrzebuje pomocy przy "
        "zakupach, kąpieli i cięższych pracach domowych. Od śmierci męża rzadko wychodzi z domu, "
        "skarży się na samotność i obniżony nastrój. Córka mieszka z mamą, pracuje na zmiany i "
        "jest zmęczona."
    ),
    resources=(
        "Chce wrócić do gotowania i śpiewu w kole gospodyń. Ma wsparcie córki i życzliwą sąsiadkę. "
        "Mieszka na parterze, dom jest ogrzewany, do świetlicy ma 300 metrów równą drogą."
    ),
    unmet="Transport do poradni w powiecie w dni bez autobusu – zgłoszono do wykazu braków.",
    goals=GOALS,
    services=SERVICES,
    actions=(
        PlanAction(
            "Sąsiadka zagląda codziennie po południu i pomaga w zakupach",
            "Bożena Pomocna, sąsiadka",
            "codziennie ok. 16.00",
        ),
        PlanAction(
            "Wspólne wyjście na próbę chóru koła gospodyń",
            "wolontariuszka z KGW „Zagajanki”",
            "w drugą środę miesiąca",
        ),
        PlanAction(
            "Grupa samopomocowa dla opiekunów – udział córki",
            "organizator społeczności lokalnej",
            "pierwszy poniedziałek miesiąca",
        ),
    ),
    duties=(
        PlanDuty(
            "Koordynator",
            "umawia usługi, co miesiąc rozmawia z Panią Haliną i wykonawcami, pilnuje przeglądów",
        ),
        PlanDuty(
            "Mieszkanka",
            "uczestniczy w usługach, odwołuje wizyty dzień wcześniej, ćwiczy w domu według zaleceń",
        ),
        PlanDuty(
            "Wykonawcy i partnerzy",
            "prowadzą usługi w ustalonych godzinach i zgłaszają nieobecności tego samego dnia",
        ),
    ),
    reviews=(
        PlanReview(dt.date(2026, 5, 11), "cele krótkoterminowe, wymiar usług opiekuńczych"),
        PlanReview(dt.date(2026, 8, 10), "wyniki rehabilitacji, dalsza opieka wytchnieniowa"),
        PlanReview(dt.date(2026, 11, 16), "wszystkie cele, rozmowa podsumowująca"),
    ),
    contingency=(
        "Gdy opiekunka nie może przyjść, spółdzielnia przysyła zastępstwo tego samego dnia; gdy to "
        "niemożliwe, koordynator prosi o pomoc sąsiadkę i przesuwa godziny na najbliższy dzień."
    ),
    crisis="Całodobowy telefon wsparcia 999 999 990; w zagrożeniu życia 112.",
    fee_information=(
        "Opłata za usługi opiekuńcze wynosi 8,50 zł za godzinę po uldze 50%, za konsultacje "
        "psychologiczne 40,00 zł za spotkanie. Pozostałe usługi są bezpłatne. Opłatę wnosi się na "
        "rachunek CUS do 15. dnia następnego miesiąca; za usługi odwołane dzień wcześniej nie "
        "pobiera się opłaty."
    ),
    agreed=PlanSignature("Halina Źdźbłowska"),
    coordinated=PlanSignature("Joanna Wzorcowa-Przykładna", "koordynator IPUS"),
    approved=PlanSignature("Zbigniew Dyrektorski", "dyrektor CUS"),
)

EMPTY_PLAN = PlanDocument(OFFICE, PlanHeader(), PlanPerson(""), PRINTED, is_draft=True)

DECISION = PlanDecision(
    1,
    SERVICES[0].name,
    "GOPS.4121.15.2026",
    dt.date(2026, 1, 28),
    _hours(1440, "month"),
    "kierownik Gminnego Ośrodka Pomocy Społecznej",
)
ONE_OF_EACH = replace(
    USUAL_PLAN,
    goals=GOALS[:1],
    services=SERVICES[:1],
    decisions=(DECISION,),
    actions=(),
    reviews=USUAL_PLAN.reviews[:1],
    representative=None,
)

LONG_PLAN = replace(
    USUAL_PLAN,
    person=replace(USUAL_PLAN.person, name=HOSTILE),
    header=replace(
        USUAL_PLAN.header,
        version=3,
        change_reason="zmiana potrzeb",
        change_summary="dodano usługi rehabilitacyjne i zajęcia grupowe",
    ),
    needs=" ".join([USUAL_PLAN.needs] * 14),
    goals=tuple(replace(GOALS[i % 4], number=i + 1) for i in range(17)),
    services=tuple(replace(SERVICES[i % 5], number=i + 1) for i in range(24)),
    contingency=" ".join([USUAL_PLAN.contingency] * 10),
)

# ------------------------------------------------------------------ lists

RESIDENT_COLUMNS = (
    Column("Nazwisko i imię", width=26),
    Column("PESEL", ColumnKind.IDENTIFIER),
    Column("Data urodzenia", ColumnKind.DATE),
    Column("Adres", width=30),
    Column("Telefon", ColumnKind.IDENTIFIER),
    Column("Godziny w miesiącu", ColumnKind.MINUTES, total=True),
    Column("Należność", ColumnKind.MONEY, total=True),
    Column("Niepełnosprawność", ColumnKind.YES_NO),
)
_SURNAMES = ("Źdźbłowska", "Łękawska", "Ćwierczakiewicz-Brzęczyszczykiewicz", "Gąska", "Óśka")
_NAMES = ("Halina", "Świętosława", "Żaneta", "Bożena", "Łucja")


def residents(count: int) -> TableDocument:
    """A list of invented residents."""
    rows = tuple(
        (
            f"{_SURNAMES[i % 5]} {_NAMES[i % 3]}",
            f"0{4405140000 + i}",
            dt.date(1944, 1 + i % 12, 1 + i % 28),
            f"Zagaje {i + 1}, 99-999 Wiązowa Dolina",
            f"999 999 {i % 1000:03d}",
            60 * (i % 7) + 15 * (i % 4),
            None if i % 5 == 0 else 125050 + i,
            i % 3 == 0,
        )
        for i in range(count)
    )
    return TableDocument(
        "Mieszkańcy",
        RESIDENT_COLUMNS,
        rows,
        PRINTED,
        "tylko aktywni; sołectwo: Zagaje",
        OFFICE.name,
    )


SIGN_IN = SignInList(
    OFFICE,
    "Gimnastyka dla seniorów w świetlicach",
    tuple(SignInPerson(i + 1, f"{_SURNAMES[i % 5]} {_NAMES[i % 3]}") for i in range(22)),
    PRINTED,
    "Zagaje, czwartek",
    (dt.date(2026, 2, 5),),
    "16.00–17.30",
    "świetlica w Zagajach",
    "Jan Gimnastyczny",
)
RECOVERY = RecoverySheet(
    OFFICE.name,
    ("7QK4M", "2WZ9R", "XH3TB", "N6VDE", "5JP8C", "YA2GS", "F4LU7", "K9WQ3"),
    PRINTED,
    "wiazowa.cusdesk",
)

# ------------------------------------------------------------------ the month

LEGEND = (
    LegendEntry("x", MarkKind.PRESENT, "obecność"),
    LegendEntry("nb", MarkKind.ABSENT, "nieobecność"),
    LegendEntry("u", MarkKind.EXCUSED, "nieobecność usprawiedliwiona"),
    LegendEntry("-", MarkKind.OTHER, "nie dotyczy"),
)


def _mark(seed: int, day: int, minutes: int) -> DayMark | None:
    if day % 7 not in {1, 4}:
        return None
    match (seed * 7 + day) % 11:
        case 0:
            return DayMark(MarkKind.ABSENT, "nb")
        case 1:
            return DayMark(MarkKind.EXCUSED, "u")
        case 2:
            return DayMark(MarkKind.OTHER, "-")
        case 3 | 4:
            return DayMark(MarkKind.PRESENT, "x", minutes + minutes // 2)
        case _:
            return DayMark(MarkKind.PRESENT, "x", minutes)


def people(count: int, *, minutes: int = 60, first: int = 0) -> tuple[PersonMonth, ...]:
    """Invented persons with a month of marks."""
    return tuple(
        PersonMonth(
            i + 1,
            bytes([first + i >> 8, first + i & 255]),
            f"{_SURNAMES[i % 5]} {_NAMES[i % 3]}",
            tuple(_mark(first + i, day, minutes) for day in range(1, 31)),
            f"0{4405140000 + i}" if i % 4 else "",
            None if i % 6 == 5 else 480,
        )
        for i in range(count)
    )


def twice_a_day(service: ServiceMonth) -> ServiceMonth:
    """The service with days on which the first person came twice, or came once of two times."""
    busy = (
        DayMark(MarkKind.PRESENT, "x", 120, more_presences=1),
        DayMark(MarkKind.PRESENT, "x", 60, more_absences=1),
        DayMark(MarkKind.ABSENT, "nb", more_absences=1),
    )
    first, *others = service.persons
    changed = replace(first, marks=(*busy, *first.marks[3:]))
    return replace(service, name=f"{service.name[:20]} dwa razy", persons=(changed, *others))


REHABILITATION = ServiceMonth(
    "Rehabilitacja ogólnousprawniająca mieszkańców",
    people(12),
    provider="Gabinet Fizjoterapii „Ruch”",
    place="ośrodek zdrowia, pok. 7",
    leader="mgr Anna Ruchliwa",
)
GYMNASTICS = ServiceMonth(
    "Rehabilitacja ogólnousprawniająca: grupa [świetlica] 'Zagaje'",
    tuple(replace(p, pesel="", planned=None) for p in people(8, minutes=90, first=6)),
    unit=ServiceUnit.LESSON_HOUR,
    counted_by=CountedBy.MEETINGS,
    provider="KGW „Zagajanki”",
    planned_total=720,
    meetings=tuple(MonthMeeting(dt.date(2026, 6, d), 90) for d in (1, 4, 8, 11, 15, 18, 22, 25)),
    note="jedno spotkanie odwołane",
)
TALKS = ServiceMonth(
    "Konsultacje psychologiczne",
    tuple(replace(p, pesel="", planned=4) for p in people(4, minutes=0, first=40)),
    unit=ServiceUnit.MEETING,
    provider="Gabinet Psychologiczny „Most”",
)


def month(*services: ServiceMonth) -> MonthlySheet:
    """June 2026 with some services."""
    holidays = ((dt.date(2026, 6, 4), "Boże Ciało"),)
    return MonthlySheet(
        OFFICE, 2026, 6, services, LEGEND, dt.date(2026, 7, 1), holidays, "Renata Rozliczeniowa"
    )
