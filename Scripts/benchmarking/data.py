"""The data, made from a fixed seed."""

from pathlib import Path

COLUMNS = "email,registered,activated,deactivated,source,firstname,lastname,city,company,customer_number"

FIRST = "Anna Ben Clara David Eva Felix Greta Hans Ida Jonas Katja Lars Mia Noah Olga Paul Rosa Sven Tina Uwe Vera Willi".split()
LAST = "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Koch Bauer Richter Klein Wolf".split()
CITIES = "Berlin Hamburg München Köln Frankfurt Stuttgart Düsseldorf Leipzig Dortmund Essen Bremen Dresden".split()
DOMAINS = "example.com example.org example.net mail.example web.example firma.example post.test".split()
PLAIN = str.maketrans({"ü": "ue", "ö": "oe", "ä": "ae", "ß": "ss"})


class Dice:
    """A 64-bit congruential generator: the same numbers everywhere."""

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


def order(count):
    """The numbers below `count` in no order, each once."""
    step = 7368787  # a prime, so coprime to every smaller count that is not its multiple
    return ((index * step + 12345) % count for index in range(count))


def write_csv(path, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(COLUMNS + "\n")
        file.writelines(rows)


def make(folder, rows):
    """The file with all recipients, the one with the hundredth part of them changed, and the one with the tenth of these
    changed again."""
    Path(folder).mkdir(exist_ok=True)
    write_csv(Path(folder) / "full.csv", (row(number) for number in order(rows)))
    write_csv(Path(folder) / "changes.csv", (row(number, " X") for number in order(rows) if number % 100 == 7))
    write_csv(Path(folder) / "edits.csv", (row(number, " Y") for number in order(rows) if number % 1000 == 7))
