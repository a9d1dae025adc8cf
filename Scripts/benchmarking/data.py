"""Generates the data from a fixed seed."""

import json
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

COLUMNS = "email,registered,activated,deactivated,source,firstname,lastname,city,company,customer_number"

FIRST = "Anna Ben Clara David Eva Felix Greta Hans Ida Jonas Katja Lars Mia Noah Olga Paul Rosa Sven Tina Uwe Vera Willi".split()
LAST = "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Koch Bauer Richter Klein Wolf".split()
CITIES = "Berlin Hamburg München Köln Frankfurt Stuttgart Düsseldorf Leipzig Dortmund Essen Bremen Dresden".split()
DOMAINS = "example.com example.org example.net mail.example web.example firma.example post.test".split()
QUARTERS = "Altstadt Neustadt Südvorstadt Nordend Höchst Äußere-Stadt".split()
TRADES = "Bäckerei Gärtnerei Möbelhaus Schlosserei Getränkemarkt Hörgeräte".split()
INTERNATIONAL = "müller.example bücher.example köln.example straße.example grün.example".split()
PLAIN = str.maketrans({"ü": "ue", "ö": "oe", "ä": "ae", "ß": "ss"})


class Dice:
    """A 64-bit congruential generator, with the same numbers everywhere."""

    def __init__(self, seed):
        self.state = seed

    def below(self, bound):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % bound


def row(number, city_suffix=""):
    dice = Dice(number * 2654435761 + 1)
    first, last = FIRST[dice.below(len(FIRST))], LAST[dice.below(len(LAST))]
    email = f"{first}.{last}{number}@{DOMAINS[dice.below(len(DOMAINS))]}".lower().translate(PLAIN)
    day = f"20{18 + dice.below(8)}-{1 + dice.below(12):02}-{1 + dice.below(28):02}T{dice.below(24):02}:{dice.below(60):02}:00Z"
    left = f"2025-12-{1 + dice.below(28):02}T10:00:00Z" if dice.below(20) == 0 else ""
    company = f"Firma {last} GmbH" if dice.below(2) else ""
    city = CITIES[dice.below(len(CITIES))] + city_suffix
    return f"{email},{day},{day},{left},web,{first},{last},{city},{company},{100000 + number}\n"


def quoted_row(number, city_suffix=""):
    """A row of the second data set: quoted texts, umlauts, commas in cities and quotes in companies."""
    email, registered, activated, left, source, first, last, city, _, customer = row(number)[:-1].split(",")
    dice = Dice(number * 2654435761 + 2)
    place = f"{city}, {QUARTERS[dice.below(len(QUARTERS))]}{city_suffix}"
    company = f'{TRADES[dice.below(len(TRADES))]} ""Zum {last}""' if dice.below(2) else ""
    return f'{email},{registered},{activated},{left},{source},"{first}","{last}","{place}","{company}","{customer}"\n'


def international_row(number):
    """A row in which every third address has a domain outside of ASCII."""
    line = row(number)
    if number % 3:
        return line
    address, rest = line.split(",", 1)
    return f"{address.split('@')[0]}@{INTERNATIONAL[number // 3 % len(INTERNATIONAL)]},{rest}"


def json_row(number):
    return json.dumps(dict(zip(COLUMNS.split(","), row(number)[:-1].split(","))), ensure_ascii=False) + "\n"


def write_workbook(path, count):
    """Writes an XLSX workbook as spreadsheet programs do: one sheet, each distinct text stored once."""
    texts = {}

    def cell(text):
        if not text:
            return ""
        return f'<c t="s"><v>{texts.setdefault(text, len(texts))}</v></c>'

    rows = "".join("<row>" + "".join(cell(text) or "<c/>" for text in line.split(",")) + "</row>"
                   for line in [COLUMNS] + [row(number)[:-1] for number in order(count)])
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.sharedStrings+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="List" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/worksheet" '
        f'Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{main}">' + "".join(f"<si><t>{escape(text)}</t></si>" for text in texts) + "</sst>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>\n' + text)


def order(count):
    """The numbers below `count` in shuffled order, each once."""
    step = 7368787  # a prime, so coprime to every smaller count that is not its multiple
    return ((index * step + 12345) % count for index in range(count))


def write_csv(path, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(COLUMNS + "\n")
        file.writelines(rows)


def make(folder, rows, row=row):
    """Writes a file with all recipients, one in which a hundredth of them are changed, and one in which a tenth of these
    are changed again.

    `row` generates a line of the data set."""
    Path(folder).mkdir(exist_ok=True)
    write_csv(Path(folder) / "full.csv", (row(number) for number in order(rows)))
    write_csv(Path(folder) / "changes.csv", (row(number, " X") for number in order(rows) if number % 100 == 7))
    write_csv(Path(folder) / "edits.csv", (row(number, " Y") for number in order(rows) if number % 1000 == 7))


def make_formats(folder, rows, workbook_rows):
    """Writes the same recipients as JSON Lines and in a workbook, and with a third of the addresses in international domains."""
    write_csv(Path(folder) / "international.csv", (international_row(number) for number in order(rows)))
    with open(Path(folder) / "full.jsonl", "w", encoding="utf-8", newline="") as file:
        file.writelines(json_row(number) for number in order(rows))
    write_workbook(Path(folder) / "full.xlsx", workbook_rows)
