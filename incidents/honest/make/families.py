"""Kinds of honest answers: statistics, budgets, lists of things. Each draws its own figures; nobody is in any of them.

Every family is a function `(draw, number)` that returns `(pages, defined names)`. What looks like somebody but is not, is
here on purpose: ten-digit order numbers, codes, dates, street names of police stations, ranks as categories, ethnic
categories with counts, job titles without holders.
"""

import datetime

from fixtures import force, statistics
from page import Page

FAMILIES = []
MONTHS = statistics.MONTHS
ROADS = ["A4 Great West Road", "High Street", "Station Road", "Church Lane", "A1074 Dereham Road", "London Road", "Market Place", "Queen Street", "Victoria Avenue", "Mill Lane", "Park Road", "Bridge Street"]
FIRMS = ["Ridgeway Vehicle Services Ltd", "Northern Office Supplies plc", "Castle Facilities Management LLP", "Harbour Energy Networks", "Beacon Training Partnership", "Quayside Catering Ltd",
         "Longmeadow Veterinary Centre", "Blue Heron Software Ltd", "Millstream Uniforms Ltd", "County Highways Contractors", "Oakfield Interpreting Service", "Stonebridge Forensics Ltd"]
WARDS = ["Abbey", "Bishopgate", "Castle Hill", "Eaton", "Fairfield", "Lakenham", "Mancroft", "Nelson", "Sewell", "Thorpe Hamlet", "Town Close", "University", "Wensum", "Whitton", "St Margaret's", "St John's"]
CATEGORIES = [("W1", "White - British"), ("W2", "White - Irish"), ("W9", "Any other White background"), ("M1", "White and Black Caribbean"), ("M9", "Any other Mixed background"), ("A1", "Indian"),
              ("A2", "Pakistani"), ("A9", "Any other Asian background"), ("B1", "Caribbean"), ("B2", "African"), ("O9", "Any other ethnic group"), ("NS", "Not stated")]
REFERENCE = "Our reference: FOI-{:05}-23"


def family(function):
    FAMILIES.append(function)
    return function


def lines(draw, question):
    return [REFERENCE.format(draw.randint(100, 99999)), f"Request: {question}"]


@family
def crime_by_ward(draw, number):
    wards = draw.sample(WARDS, draw.randint(6, 14))
    shown = MONTHS[: draw.choice([6, 9, 12])]
    rows = [[ward, *[draw.randint(0, 140) for _ in shown]] for ward in wards]
    hidden = set(range(1, len(shown) - 2)) if number % 3 == 0 else set()
    return [Page("Answer", "Recorded crime by ward and month", ["Ward", *shown], rows, lines(draw, "crimes by ward and month"), ["Source: crime recording system."],
                 freeze=True, print_area=True, footer="Performance Analysis", hidden_columns=hidden, scale=1)], ()


@family
def officers_by_station(draw, number):
    stations = draw.sample(force.STATIONS, draw.randint(10, 30))
    rows = [[code, place, district, draw.randint(8, 240)] for code, place, district in stations]
    look = Page("Lookups", "", ["Station code", "Station", "District"], [list(row) for row in stations], state=draw.choice(["hidden", "hidden", "veryHidden"]), white_head=False)
    formulas = {(index, 1): (f"VLOOKUP(A{{row}},Lookups!$A$2:$C${len(stations) + 1},2,FALSE)", row[1]) for index, row in enumerate(rows)}
    formulas = {key: ("=" + formula, value) for key, (formula, value) in formulas.items()}
    return [Page("Answer", "Officers by station", ["Code", "Station", "District", "Officers"], rows, lines(draw, "officers at each station"), formulas=formulas,
                 choices=[("F5", f"Lookups!$B$2:$B${len(stations) + 1}")], message="Pick a station from the list."), look], ()


@family
def drop_down_form(draw, number):
    kinds = ["Request for information", "Internal review", "Subject access request", "Complaint"]
    outcomes = ["Disclosed in full", "Disclosed in part", "Refused - section 12", "Refused - section 31", "Refused - section 40", "No information held"]
    rows = [[kind, *[draw.randint(0, 90) for _ in outcomes]] for kind in kinds]
    lists = Page("Lists", "", ["Kind", "Outcome"], [[kinds[index] if index < len(kinds) else None, outcome] for index, outcome in enumerate(outcomes)], state="veryHidden", white_head=False)
    return [Page("Answer", "Requests by kind and outcome", ["Kind", *outcomes], rows, lines(draw, "requests received by outcome"), choices=[("A20", f"Lists!$B$2:$B${len(outcomes) + 1}"), ("B20", kinds)],
                 message="Choose an outcome."), lists], (("outcomes", f"Lists!$B$2:$B${len(outcomes) + 1}"),)


@family
def filtered_statistics(draw, number):
    years = [2020, 2021, 2022]
    groups = draw.sample(statistics.GROUPS, 6)
    rows = [[year, group, district, draw.randint(5, 800)] for year in years for group in groups for district in statistics.AREAS[:5]]
    return [Page("Figures", "Recorded crime by year, group and district", ["Year", "Offence group", "District", "Crimes"], rows, lines(draw, "figures for 2022"),
                 filtered=(0, 2022) if number % 2 else None, autofilter=True, freeze=True)], ()


@family
def budget(draw, number):
    heads = ["Police officer pay", "Police staff pay", "Overtime", "Training", "Premises", "Transport", "Supplies and services", "Agency payments", "Capital financing", "Income"]
    rows = []
    for index, head in enumerate(heads):
        code, plan = f"{draw.randint(10, 99)}{draw.randint(1000, 9999)}", draw.randint(200, 90000) * 1000
        rows.append([code, head, plan, int(plan * draw.uniform(.8, 1.1)), None, draw.uniform(.9, 1.1)])
    formulas = {(index, 4): ("=D{row}-C{row}", row[3] - row[2]) for index, row in enumerate(rows)}
    return [Page("Budget", "Revenue budget and outturn 2022/23", ["Cost centre", "Heading", "Budget", "Outturn", "Variance", "Factor"], rows, lines(draw, "budget by heading"),
                 formulas=formulas, formats={2: "#,##0", 3: "#,##0", 4: "#,##0;[Red]-#,##0", 5: "0.000"}, hidden_columns={5}, below=(4, 0),
                 comments=[(2, 2, "Source: Finance ledger, period 12.", "Finance")], footer="Finance and Resources")], (("rate", "0.2"), ("!_period", '"2022/23"'))


@family
def fleet(draw, number):
    makes = ["Ford Transit", "Vauxhall Astra", "BMW 330d", "Peugeot Expert", "Skoda Octavia", "Land Rover Discovery", "Mercedes Sprinter", "Kia Niro EV"]
    rows = [[f"F{draw.randint(1000, 9999)}", draw.choice(makes), draw.choice(["Response", "Neighbourhood", "Roads Policing", "Dog Section", "Pool"]), draw.choice(["Diesel", "Petrol", "Electric", "Hybrid"]),
             datetime.date(draw.randint(2014, 2022), draw.randint(1, 12), draw.randint(1, 28)), draw.randint(2000, 140000), round(draw.uniform(300, 6200), 2)] for _ in range(draw.randint(30, 90))]
    return [Page("Fleet", "Vehicles in the fleet", ["Fleet number", "Make and model", "Role", "Fuel", "In service", "Mileage", "Cost of repairs"], rows, lines(draw, "fleet by make and mileage"),
                 formats={4: "dd/mm/yyyy", 5: "#,##0", 6: "£#,##0.00"}, table=True, freeze=True)], ()


@family
def overtime(draw, number):
    districts = ["North", "South", "West", "Belfast", "Ards", "Headquarters"]
    rows = [[month, *[round(draw.uniform(200, 9000), 1) for _ in districts]] for month in MONTHS]
    return [Page("Overtime", "Hours of overtime by month and district", ["Month", *districts], rows, lines(draw, "hours of overtime"), formats={index: "#,##0.0" for index in range(1, 7)},
                 chart=(draw.choice(["bar", "line"]), 0, draw.randint(1, 6)), footer="Human Resources", empty_hidden_rows=number % 4 * 3)], ()


@family
def request_log(draw, number):
    subjects = ["Speed cameras", "Body worn video", "Vetting policy", "Officers by rank", "Custody deaths", "Use of drones", "Catering contracts", "Dog bites", "Knife crime", "Facial recognition", "Uniform costs", "Estate disposals"]
    rows = []
    for index in range(draw.randint(40, 120)):
        day = datetime.date(2022, 4, 1) + datetime.timedelta(days=index * 3)
        rows.append([f"F-2022-{draw.randint(1, 4000):05}", day, draw.choice(subjects), draw.choice(["Media", "Member of the public", "Business", "Member of Parliament", "Charity"]),
                     draw.choice(["Disclosed", "Part disclosed", "Refused", "Not held"]), draw.randint(1, 41)])
    return [Page("Log", "Disclosure log, requests without names", ["Reference", "Received", "Subject", "Kind of applicant", "Outcome", "Working days"], rows, lines(draw, "the disclosure log"),
                 formats={1: "dd/mm/yyyy"}, autofilter=True, icons=5)], ()


@family
def response_times(draw, number):
    rows = [[district, *[datetime.timedelta(seconds=draw.randint(200, 1500)).total_seconds() / 86400 for _ in range(3)], draw.randint(600, 9000)] for district in statistics.AREAS]
    return [Page("Times", "Response to emergency calls", ["District", "Median", "90th percentile", "Mean", "Incidents"], rows, lines(draw, "response times"), formats={1: "[mm]:ss", 2: "[mm]:ss", 3: "[mm]:ss", 4: "#,##0"},
                 chart=("bar", 0, 4), box="Times run from the first ring to arrival.", notes=["Source: command and control system."])], ()


@family
def estate(draw, number):
    rows = [[place, f"{draw.randint(1, 180)} {draw.choice(ROADS[1:])}", district, draw.choice(["Freehold", "Leasehold"]), draw.randint(120, 6400), "101"] for _, place, district in draw.sample(force.STATIONS, 18)]
    return [Page("Estate", "Police stations and their floor area", ["Station", "Street", "District", "Tenure", "Square metres", "Telephone"], rows, lines(draw, "the estate"),
                 links=[(0, 0, "https://www.police.example/stations")], print_area=True, hidden_rows={2, 3} if number % 3 == 1 else set(), notes=["Stations sold since 2015 are left out."])], ()


@family
def establishment_of_posts(draw, number):
    rows = []
    for department, posts in force.STAFF_POSTS.items():
        for post in posts:
            rows.append([f"P{draw.randint(100000, 999999)}", post, draw.choice([name for name, _ in force.GRADES]), department, f"{draw.randint(100000, 999999)}", round(draw.uniform(1, 40), 1)])
    return [Page("Posts", "Posts by department (no holders)", ["Post number", "Job title", "Grade", "Department", "Cost centre", "Full time equivalent"], rows, lines(draw, "posts in each department"),
                 groups=[(0, 5), (7, 10)], collapsed=number % 2 == 0, formats={5: "0.0"})], ()


@family
def spending(draw, number):
    start = 4500000000 + draw.randint(0, 9_000_000)
    rows = []
    for index in range(draw.randint(60, 140)):
        order = start + index * draw.randint(1, 3) if number % 2 else draw.randint(10 ** 9, 10 ** 10 - 1)
        rows.append([datetime.date(2023, draw.randint(4, 6), draw.randint(1, 28)), order, draw.choice(FIRMS), f"{draw.randint(2000, 6999)}-{draw.randint(10, 99)}", draw.choice(["Vehicles", "ICT", "Premises", "Forensics", "Uniform"]),
                     round(draw.uniform(500, 90000), 2)])
    return [Page("Payments", "Payments over £500", ["Date", "Order number", "Supplier", "Account", "Category", "Amount"], rows, lines(draw, "payments to suppliers"), formats={0: "dd/mm/yyyy", 1: "0", 5: "£#,##0.00"},
                 autofilter=True, freeze=True, notes=["Suppliers who are natural persons are left out."])], ()


@family
def workforce_by_category(draw, number):
    rows = [[code, words, draw.randint(0, 4000) if code == "W1" else draw.randint(5, 90), draw.randint(5, 60)] for code, words in CATEGORIES]
    return [Page("Workforce", "Workforce by self-defined ethnicity (18+1), counts", ["Code", "Self-defined ethnicity", "Officers", "Staff"], rows, lines(draw, "workforce by ethnicity"), chart=("bar", 1, 2),
                 notes=["Counts under 5 are rounded to 5."], hidden_columns={0} if number % 2 else set())], ()


@family
def rank_and_gender(draw, number):
    rows = [[rank, draw.randint(0, 3000), draw.randint(0, 2000)] for rank, _ in force.RANKS]
    formulas = {(index, 3): ("=B{row}+C{row}", row[1] + row[2]) for index, row in enumerate(rows)}
    rows = [[*row, None] for row in rows]
    bands = [[band, draw.randint(10, 900)] for band in ["Under 26", "26 to 40", "41 to 55", "Over 55"]]
    return [Page("Rank", "Officers by rank and gender", ["Rank", "Male", "Female", "Total"], rows, lines(draw, "officers by rank and gender"), formulas=formulas, image="crest.png"),
            Page("Age", "Officers by age band", ["Age band", "Officers"], bands, chart=("pie", 0, 1))], ()


@family
def yearly_sheets(draw, number):
    pages = []
    for year in range(2018, 2018 + draw.randint(3, 6)):
        rows = [[group, *[draw.randint(10, 900) for _ in range(4)]] for group in statistics.GROUPS]
        pages.append(Page(str(year), f"Recorded crime {year}", ["Offence group", "Q1", "Q2", "Q3", "Q4"], rows, ["Source: published tables"], state="visible", print_area=True))
    return pages, tuple((f"total_{page.name}", f"'{page.name}'!$B$4:$E$15") for page in pages)


@family
def notes_and_sources(draw, number):
    rows = [[area, draw.randint(100, 5000), round(draw.uniform(10, 95), 1)] for area in statistics.AREAS]
    remarks = [(0, 1, "Source: Finance", "Finance"), (2, 1, "Includes British Transport Police hand-overs.", "Performance Analysis"), (3, 2, "Provisional, see note 2", "Performance Analysis")]
    return [Page("Answer", "Incidents and satisfaction by district", ["District", "Incidents", "Satisfied %"], rows, lines(draw, "incidents and satisfaction"), comments=remarks[: 1 + number % 3], formats={2: "0.0"},
                 notes=["1. Figures are live.", "2. Surveys are done each quarter."], scale=2)], ()


@family
def helper_columns(draw, number):
    rows = [[area, draw.randint(50, 900), draw.randint(50, 900), None, None] for area in statistics.AREAS]
    formulas = {}
    for index, row in enumerate(rows):
        formulas[index, 3] = ("=C{row}/B{row}-1", row[2] / row[1] - 1)
        formulas[index, 4] = ("=IF(D{row}>0.1,1,0)", int(row[2] / row[1] - 1 > .1))
    return [Page("Change", "Change in burglary, year on year", ["District", "2021/22", "2022/23", "Change", "Flag"], rows, lines(draw, "change in burglary"), formulas=formulas, formats={3: "0.0%", 4: ";;;" if number % 2 else "0"},
                 hidden_columns=set() if number % 2 else {4}, icons=4)], ()


@family
def months_hidden(draw, number):
    rows = [[group, *[draw.randint(2, 400) for _ in MONTHS], 0] for group in statistics.GROUPS]
    formulas = {(index, 13): ("=SUM(B{row}:M{row})", sum(row[1:13])) for index, row in enumerate(rows)}
    return [Page("Year", "Recorded crime, year total (months folded away)", ["Offence group", *MONTHS, "Year"], rows, lines(draw, "year totals"), formulas=formulas, hidden_columns=set(range(1, 13)))], ()


@family
def grouped_detail(draw, number):
    rows, groups = [], []
    for area in statistics.AREAS[:6]:
        first = len(rows)
        details = [[area, kind, draw.randint(3, 400)] for kind in ["Dwelling", "Non-dwelling", "Attempted"]]
        rows += [*details, [area, "All burglary", sum(row[2] for row in details)]]
        groups.append((first, first + 2))
    return [Page("Burglary", "Burglary by district", ["District", "Kind", "Crimes"], rows, lines(draw, "burglary by district"), groups=groups, collapsed=True)], ()


@family
def body_worn_video(draw, number):
    rows = [[f"{draw.randint(10 ** 9, 10 ** 10 - 1)}", draw.choice(["In use", "In repair", "Spare", "Disposed"]), draw.choice([place for _, place, _ in force.STATIONS]), datetime.date(2022, draw.randint(1, 12), draw.randint(1, 28)), draw.randint(1, 900)]
            for _ in range(draw.randint(30, 80))]
    return [Page("Cameras", "Body worn video cameras", ["Device serial", "State", "Station", "Last docked", "Hours recorded"], rows, lines(draw, "cameras by station"), formats={3: "dd/mm/yyyy"}, table=number % 2 == 0, autofilter=True)], ()


@family
def collisions(draw, number):
    rows = [[road, draw.randint(0, 3), draw.randint(0, 14), draw.randint(2, 80), round(draw.uniform(52.4, 52.9), 2), round(draw.uniform(.8, 1.7), 2)] for road in ROADS]
    return [Page("Roads", "Collisions by road", ["Road", "Fatal", "Serious", "Slight", "Latitude (area)", "Longitude (area)"], rows, lines(draw, "collisions by road"), below=(1, 1), hidden_columns={4, 5} if number % 2 else set())], ()


@family
def stop_and_search_counts(draw, number):
    reasons = ["Controlled drugs", "Offensive weapons", "Stolen goods", "Going equipped", "Firearms"]
    rows = [[month, *[draw.randint(2, 300) for _ in reasons]] for month in MONTHS]
    return [Page("Searches", "Stop and search by month and reason", ["Month", *reasons], rows, lines(draw, "stop and search"), chart=("line", 0, 1), hidden_rows={0, 1, 2} if number % 2 else set(), footer="OFFICIAL")], ()


@family
def training(draw, number):
    courses = ["Personal safety", "First aid", "Response driving", "Public order level 2", "Taser", "Custody", "Disclosure", "Data protection"]
    rows = [[course, f"TR{draw.randint(1000, 9999)}", datetime.date(2023, draw.randint(1, 12), draw.randint(1, 28)), draw.randint(6, 24), draw.randint(0, 24), draw.choice(["Garnerville", "On line", "Steeple"])] for course in courses for _ in range(3)]
    return [Page("Courses", "Training places", ["Course", "Course code", "Date", "Places", "Attended", "Where"], rows, lines(draw, "training"), formats={2: "ddd dd mmm yyyy"}, autofilter=True, choices=[("H3", courses)], message="Course to show")], ()


@family
def found_property(draw, number):
    rows = [[f"PR/{draw.randint(1000, 99999)}/23", draw.choice(["Bicycle", "Mobile telephone", "Keys", "Wallet (empty)", "Umbrella", "Laptop computer", "Jewellery"]), datetime.date(2023, draw.randint(1, 7), draw.randint(1, 28)),
             draw.choice([place for _, place, _ in force.STATIONS]), draw.choice(["Returned", "Disposed", "Held", "Auction"])] for _ in range(draw.randint(30, 90))]
    return [Page("Property", "Found property", ["Reference", "Item", "Found on", "Station", "State"], rows, lines(draw, "found property"), formats={2: "dd/mm/yyyy"}, filtered=(4, "Auction") if number % 3 == 0 else None, autofilter=True)], ()


@family
def chart_and_working(draw, number):
    rows = [[month, draw.randint(200, 900), draw.randint(200, 900)] for month in MONTHS]
    working = Page("Working", "Figures behind the chart", ["Month", "2021/22", "2022/23"], rows, state="visible", chart=("line", 0, 2))
    answer = Page("Answer", "Calls to 101 by month", ["Month", "2021/22", "2022/23"], [list(row) for row in rows], lines(draw, "calls to 101"), image="plan.png", box="Produced by Performance Analysis")
    index = Page("Contents", "Contents", ["Sheet", "What is on it"], [["Answer", "Calls to 101 by month"], ["Working", "Figures behind the chart"]], links=[(0, 0, "internal:'Answer'!A1"), (1, 0, "internal:'Working'!A1")])
    return [index, answer, working], (("chart_months", "Working!$A$4:$A$15"),)


@family
def suppressed_counts(draw, number):
    rows = [[ward, *["*" if (value := draw.randint(0, 60)) < 5 else value for _ in range(5)]] for ward in WARDS]
    return [Page("Answer", "Domestic abuse crimes by ward", ["Ward", "2018/19", "2019/20", "2020/21", "2021/22", "2022/23"], rows, lines(draw, "domestic abuse crimes by ward"),
                 notes=["* fewer than 5: withheld so that nobody can be identified."], print_area=True, footer="OFFICIAL")], ()
