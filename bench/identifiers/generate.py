"""Made-up identifiers, sentences around them, and numbers that are none. No value belongs to anybody where a range is
kept for tests: NHS 999…, telephones of Ofcom's drama ranges, example.org, RFC 5737 addresses, test card numbers; the
others are drawn at random. Written by the same hand as the detector, but before it was measured, and without its code."""
import random
from datetime import date, timedelta

JUSTICE = "ZABCDEFGHJKLMNPQRTUVWXY"
SURNAMES = "Ashworth Brackley Carver Dunmore Ellery Fothergill Garside Hallam Ibbotson Jessop Kettle Lomas Marsden Noakes".split()


class Make:
    def __init__(self, seed):
        self.r = random.Random(seed)

    def digits(self, n):
        return "".join(self.r.choice("0123456789") for _ in range(n))

    def letters(self, n, of="ABCDEFGHJKLMNPRSTUVWXY"):
        return "".join(self.r.choice(of) for _ in range(n))

    def eleven(self, nine):
        check = (11 - sum(int(d) * w for d, w in zip(nine, range(10, 1, -1))) % 11) % 11
        return None if check == 10 else nine + str(check)

    def until(self, make):
        while (made := make()) is None:
            pass
        return made

    def day(self, first=1935, last=2010):
        start = date(first, 1, 1)
        return start + timedelta(days=self.r.randrange((date(last, 12, 31) - start).days))

    def nhs(self):
        return self.until(lambda: self.eleven("999" + self.digits(6)))

    def nhs_spelt(self):
        n = self.nhs()
        return self.r.choice([n, f"{n[:3]} {n[3:6]} {n[6:]}", f"{n[:3]}-{n[3:6]}-{n[6:]}"])

    def chi(self):
        return self.until(lambda: self.eleven(self.day().strftime("%d%m%y") + self.digits(3)))

    def care(self):
        return self.until(lambda: self.eleven("3" + self.r.choice("23456789") + self.digits(7)))

    def nino(self):
        first, second = self.r.choice("ABCEGHJKLMNOPRSTWXYZ"), self.r.choice("ABCEGHJKLMNPRSTWXYZ")
        if first + second in ("BG", "GB", "KN", "NK", "NT", "TN", "ZZ") or first == "O":
            return self.nino()
        d, suffix = self.digits(6), self.r.choice("ABCD")
        return self.r.choice([f"{first}{second}{d}{suffix}", f"{first}{second} {d[:2]} {d[2:4]} {d[4:]} {suffix}"])

    def utr(self):
        nine = self.digits(9)
        total = sum(int(d) * w for d, w in zip(nine, (6, 7, 8, 9, 10, 5, 4, 3, 2)))
        n = "21987654321"[total % 11] + nine
        return self.r.choice([n, f"{n[:5]} {n[5:]}"])

    def pnc(self):
        year, serial = self.r.randrange(1960, 2026), self.r.randrange(1, 999999)
        letter = JUSTICE[int(f"{year % 100:02}{serial:07}") % 23]
        return self.r.choice([f"{year}/{serial:07}{letter}", f"{year % 100:02}/{serial}{letter}", f"{year}/{serial:07}{letter}"])

    def cro(self):
        year, serial = self.r.randrange(60, 96), self.r.randrange(1000, 999999)
        if self.r.random() < 0.2:
            serial %= 100000
            return f"SF{year}/{serial:05}{JUSTICE[int(f'{year}{serial:05}') % 23]}"
        return f"{serial:06}/{year}{JUSTICE[int(f'{year}{serial:06}') % 23]}"

    def asn(self):
        year, force, unit, system, serial = self.r.randrange(5, 26), "01", self.letters(2), "01", self.digits(11)
        letter = JUSTICE[int(f"{force}{system}{year:02}{serial}") % 23]
        return f"{year:02}{force}{unit}{system}{serial}{letter}"

    def urn(self):
        n = [self.r.choice(["01", "05", "06", "13", "20", "36", "43", "52"]), self.letters(2), self.digits(5), f"{self.r.randrange(8, 26):02}"]
        return self.r.choice(["", "/"]).join(n) if self.r.random() < 0.3 else "".join(n)

    def prisoner(self):
        return self.letters(1) + self.digits(4) + self.letters(2)

    def licence(self):
        surname = self.r.choice(SURNAMES).upper()[:5].ljust(5, "9")
        born, female = self.day(1940, 2006), self.r.random() < 0.5
        n = f"{surname}{born.year % 100 // 10}{born.month + 50 * female:02}{born.day:02}{born.year % 10}{self.letters(1)}{self.r.choice([self.letters(1), '9'])}9{self.letters(2)}"
        return self.r.choice([n, f"{n[:5]} {n[5:11]} {n[11:]}", n + self.digits(2)])

    def passport(self):
        return self.digits(9)

    def plate(self):
        age = self.r.choice([f"{n:02}" for n in range(2, 27)] + [str(n) for n in range(51, 77)])
        return f"{self.letters(2, 'ABCDEFGHJKLMNOPRSTUVWXY')}{age}{self.r.choice([' ', ''])}{self.letters(3, 'ABCDEFGHJKLMNOPRSTUVWXYZ')}"

    def postcode(self):
        area = self.r.choice("AB B BA BD BS CA CF CV DE DN EH EX G GL GU HU IP L LE LS M ME N NE NG NR OX PE PL PO S SE SO SW TN W WA YO".split())
        return f"{area}{self.r.randrange(1, 29)} {self.r.randrange(10)}{self.letters(2, 'ABDEFGHJLNPQRSTUWXYZ')}"

    def phone(self):
        n = self.digits(3)
        return self.r.choice([f"07700 900{n}", f"07700900{n}", f"+44 7700 900{n}", f"020 7946 0{n}", f"01632 960{n}", f"(020) 7946 0{n}"])

    def sort_code(self):
        n = self.digits(6)
        return f"{n[:2]}-{n[2:4]}-{n[4:]}"

    def account(self):
        return self.digits(8)

    def iban(self):
        rest = "TEST" + self.digits(14)
        value = int("".join(str(int(c, 36)) for c in rest + "GB00"))
        n = f"GB{98 - value % 97:02}{rest}"
        return self.r.choice([n, " ".join(n[i : i + 4] for i in range(0, 22, 4))])

    def card(self):
        body = "411111" + self.digits(9)
        total = sum(int(d) if place % 2 else (int(d) * 2 - 9 if int(d) > 4 else int(d) * 2) for place, d in enumerate(body))
        n = body + str(-total % 10)
        return self.r.choice([n, " ".join(n[i : i + 4] for i in range(0, 16, 4)), "-".join(n[i : i + 4] for i in range(0, 16, 4))])

    def email(self):
        return f"{self.r.choice('abcdefghj')}.{self.r.choice(SURNAMES).lower()}{self.r.choice(['', '7', '.work'])}@{self.r.choice(['example.org', 'mail.example.co.uk'])}"

    def ip(self):
        return self.r.choice(["192.0.2.", "198.51.100.", "203.0.113."]) + str(self.r.randrange(1, 255))

    def mac(self):
        return "00:00:5E:00:53:" + self.letters(1, "ABCDEF0123456789") + self.letters(1, "ABCDEF0123456789")

    def born(self):
        d = self.day()
        return self.r.choice([d.strftime("%d/%m/%Y"), d.strftime("%d.%m.%y"), d.isoformat(), f"{d.day} {d.strftime('%B %Y')}"])

    def coordinates(self):
        return f"{self.r.uniform(50.5, 58):.5f}, {self.r.uniform(-5, 1.5):.5f}"

    def grid(self):
        n, square = self.digits(6), self.r.choice("TQ SU NZ SJ SK SD TL NS NT ST SX".split())
        return self.r.choice([f"{square} {n[:3]} {n[3:]}", square + n])

    def uprn(self):
        return "100" + self.digits(9)

    def upn(self):
        body = "8" + self.digits(11)
        total = sum(int(d) * w for d, w in zip(body, range(2, 14)))
        return "ABCDEFGHJKLMNPQRTUVWXYZ"[total % 23] + body

    def trn(self):
        return self.digits(2) + self.letters(1) + self.digits(5)

    def niche(self):
        return f"{self.r.randrange(15, 26)}000{self.digits(6)}"


# kind: maker, what people call it, and whether the design note sets an aim for it
KINDS = {
    "uk-nhs-number": (Make.nhs_spelt, ["NHS number", "NHS no", "NHS No."], "100 %"),
    "uk-national-insurance": (Make.nino, ["National Insurance number", "NINO", "NI number"], "100 %"),
    "uk-driving-licence": (Make.licence, ["driving licence number", "driver number", "Driving licence"], "100 %"),
    "uk-vehicle-registration": (Make.plate, ["vehicle registration", "reg", "VRM"], "100 %"),
    "uk-postcode": (Make.postcode, ["postcode", "post code"], "100 %"),
    "uk-pnc-id": (Make.pnc, ["PNC ID", "PNC", "PNC no"], "99 %"),
    "uk-cro-number": (Make.cro, ["CRO number", "CRO", "CRO no"], "99 %"),
    "uk-cps-urn": (Make.urn, ["URN", "CPS URN", "PTI URN"], "99 %"),
    "uk-chi-number": (Make.chi, ["CHI number", "CHI", "CHI no"], "99 %"),
    "uk-unique-taxpayer-reference": (Make.utr, ["UTR", "unique taxpayer reference", "tax reference"], "99 %"),
    "uk-passport": (Make.passport, ["passport number", "passport", "Passport no"], "99 %"),
    "uk-sort-code": (Make.sort_code, ["sort code", "Sort Code"], "99 %"),
    "uk-arrest-summons-number": (Make.asn, ["ASN", "arrest/summons number", "Arrest Summons Number"], "99 %"),
    "uk-bank-account": (Make.account, ["account number", "account no", "a/c no"], ""),
    "uk-health-and-care-number": (Make.care, ["Health and Care Number", "H&C number"], ""),
    "uk-prisoner-number": (Make.prisoner, ["prisoner number", "NOMS number", "prison no"], ""),
    "uk-crime-number": (Make.niche, ["crime number", "crime ref", "occurrence number"], ""),
    "uk-phone": (Make.phone, ["phone", "mobile", "tel"], ""),
    "email": (Make.email, ["email", "e-mail address"], ""),
    "ip-address": (Make.ip, ["IP address", "IP"], ""),
    "mac-address": (Make.mac, ["MAC address"], ""),
    "iban": (Make.iban, ["IBAN"], ""),
    "payment-card": (Make.card, ["card number", "credit card", "debit card"], ""),
    "date-of-birth": (Make.born, ["date of birth", "DOB", "born"], ""),
    "uk-coordinates": (Make.coordinates, ["coordinates", "GPS"], ""),
    "uk-os-grid-reference": (Make.grid, ["grid reference", "grid ref", "OS grid"], ""),
    "uk-uprn": (Make.uprn, ["UPRN"], ""),
    "uk-upn": (Make.upn, ["UPN", "unique pupil number"], ""),
    "uk-temporary-reference": (Make.trn, ["TRN", "temporary reference number"], ""),
}

SENTENCES = [
    "{name} {value}",
    "{name}: {value}",
    "The {name} is {value}.",
    "Update received today, {name} {value}, no further action.",
    "We hold {name} {value} on the file and have closed the log.",
    "Please confirm that {value} is the right {name}.",
]

# What Presidio calls each kind, where it has one.
PRESIDIO = {
    "uk-nhs-number": "UK_NHS", "uk-national-insurance": "UK_NINO", "uk-driving-licence": "UK_DRIVING_LICENCE",
    "uk-vehicle-registration": "UK_VEHICLE_REGISTRATION", "uk-postcode": "UK_POSTCODE", "uk-passport": "UK_PASSPORT",
    "uk-phone": "PHONE_NUMBER", "email": "EMAIL_ADDRESS", "ip-address": "IP_ADDRESS", "mac-address": "MAC_ADDRESS",
    "iban": "IBAN_CODE", "payment-card": "CREDIT_CARD", "date-of-birth": "DATE_TIME",
}


def positives(kind, count, seed=1):
    make = Make(f"{kind} {seed}")
    maker, names, _ = KINDS[kind]
    for _ in range(count):
        value = maker(make)
        before, after = make.r.choice(SENTENCES).format(name=make.r.choice(names), value="\0").split("\0")
        yield before + value + after, (len(before), len(before) + len(value))


def columns(kind, count, rows, header, seed=1):
    make = Make(f"column {kind} {seed}")
    maker, names, _ = KINDS[kind]
    for _ in range(count):
        yield {"header": make.r.choice(names).title() if header else "", "cells": [maker(make) for _ in range(rows)]}


def negative(make):
    """One number that is no identifier of a person, with what people write around it."""
    r, ten = make.r, str(make.r.randrange(10**9, 10**10))
    roll = r.random()
    if roll < 0.37:
        return r.choice([ten, f"{ten} rows", f"see {ten}", f"a total of {ten}", f"- {ten}"])
    return r.choice([
        lambda: f"https://example.org/wiki/index.php?pageid={ten}",
        lambda: f"page {r.randrange(1, 999)} of {r.randrange(1000, 9999)}",
        lambda: f"ts={r.randrange(1_400_000_000, 1_790_000_000)} level=info",
        lambda: f"started at {r.randrange(1_400_000_000_000, 1_790_000_000_000)}",
        lambda: f"{make.day(2015, 2026).isoformat()} {r.randrange(24):02}:{r.randrange(60):02}:{r.randrange(60):02} job finished",
        lambda: f"Order {ten} was dispatched",
        lambda: f"order no. {make.digits(8)}",
        lambda: f"invoice INV-{make.digits(6)} due {make.day(2020, 2026).strftime('%d/%m/%Y')}",
        lambda: f"part {make.letters(2)}-{make.digits(4)}-{make.letters(1)}",
        lambda: f"part number {make.letters(3)}{make.digits(5)}",
        lambda: f"SKU {make.digits(5)}-{make.letters(2)}",
        lambda: f"budget code {make.digits(6)}/{make.digits(4)}",
        lambda: f"budget of £{r.randrange(1, 99)},{make.digits(3)},{make.digits(3)}.00 for {r.randrange(2015, 2027)}/{r.randrange(16, 28)}",
        lambda: f"cost centre {make.digits(5)}",
        lambda: f"version {r.randrange(20)}.{r.randrange(20)}.{r.randrange(200)}",
        lambda: f"upgraded to v{r.randrange(9)}.{r.randrange(9)}.{r.randrange(9)}.{r.randrange(99)}",
        lambda: f"build {make.digits(4)}.{make.digits(2)}",
        lambda: f"meeting on {make.day(2015, 2026).strftime('%d %B %Y')}",
        lambda: f"between {make.day(2015, 2026).strftime('%d/%m/%Y')} and {make.day(2015, 2026).strftime('%d/%m/%Y')}",
        lambda: f"ISBN 978-{make.digits(1)}-{make.digits(3)}-{make.digits(5)}-{make.digits(1)}",
        lambda: f"commit {''.join(r.choice('0123456789abcdef') for _ in range(40))}",
        lambda: f"section {r.randrange(1, 40)}({r.randrange(1, 9)}) of the Act {r.randrange(1960, 2024)}",
        lambda: f"{r.randrange(1, 99)}.{make.digits(6)} per cent",
        lambda: f"temperature 21.5, humidity {r.randrange(30, 80)}, pressure {make.digits(4)}",
        lambda: f"asset tag {make.letters(1)}{make.digits(7)}",
        lambda: f"item {make.digits(3)}-{make.digits(3)}-{make.digits(4)} in stock",
    ])()


def negatives(count, seed=1):
    make = Make(f"negatives {seed}")
    return [negative(make) for _ in range(count)]


def negative_columns(rows, seed=1):
    """Columns of numbers that are no identifiers, with the headers that such columns have."""
    make = Make(f"negative columns {seed}")
    r = make.r
    kinds = {
        "Order No": lambda: str(r.randrange(10**9, 10**10)), "Page ID": lambda: make.digits(10), "Timestamp": lambda: str(r.randrange(1_400_000_000, 1_790_000_000)),
        "Budget": lambda: str(r.randrange(1000, 9_999_999)), "Date": lambda: make.day(2020, 2026).isoformat(), "Created": lambda: make.day(2020, 2026).strftime("%d/%m/%Y"),
        "Version": lambda: f"{r.randrange(9)}.{r.randrange(9)}.{r.randrange(9)}.{r.randrange(99)}", "Part": lambda: f"{make.letters(2)}{make.digits(5)}",
        "Amount": lambda: f"{r.uniform(1, 9999):.2f}", "Year": lambda: str(r.randrange(1990, 2027)), "Count": lambda: str(r.randrange(1, 900)),
        "": lambda: str(r.randrange(10**9, 10**10)), "Invoice": lambda: "INV" + make.digits(6), "Ratio": lambda: f"{r.random():.6f}", "Postings": lambda: make.digits(8),
    }
    for header, maker in kinds.items():
        for _ in range(10):
            yield {"header": header, "cells": [maker() for _ in range(rows)]}
