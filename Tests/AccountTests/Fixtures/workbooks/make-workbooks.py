import datetime as d, xlsxwriter, openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

HEADER = ["E-Mail", "Vorname", "Nachname", "PLZ", "Kd-Nr.", "Angemeldet am", "Bestätigt am", "Notiz"]

# xlsxwriter: what it writes is byte for byte what Excel writes, by its own tests.
def excel(name, options, hidden=False, macro=False):
    book = xlsxwriter.Workbook(name, options)
    book.set_properties({"author": "", "created": d.datetime(2025, 1, 1)})
    if hidden:
        first = book.add_worksheet("Hilfstabelle")
        first.write_row(0, 0, ["Region", "Code"])
        first.hide()
    sheet = book.add_worksheet("Kunden")
    if hidden: sheet.activate(); sheet.set_first_sheet()
    date = book.add_format({"num_format": "dd.mm.yyyy"})
    time = book.add_format({"num_format": "dd.mm.yyyy hh:mm"})
    plz = book.add_format({"num_format": "00000"})
    text = book.add_format({"num_format": "@"})
    bold = book.add_format({"bold": True})
    sheet.write_row(0, 0, HEADER, bold)
    sheet.write(1, 0, "anna@example.com"); sheet.write(1, 1, "Anna"); sheet.write(1, 2, "Müller")
    sheet.write_number(1, 3, 1067, plz); sheet.write_number(1, 4, 4930123456789)
    sheet.write_datetime(1, 5, d.datetime(2024, 12, 31), date); sheet.write_datetime(1, 6, d.datetime(2024, 12, 31, 23, 59), time)
    if not options.get("constant_memory"):
        sheet.write_rich_string(1, 7, "ruft ", bold, "gern", " an")
    else:
        sheet.write(1, 7, "ruft gern an")
    # Row 3 is empty and row 4 leaves cells out.
    sheet.write(3, 0, "ben@example.com"); sheet.write_string(3, 3, "00123", text); sheet.write(3, 7, "  zwei Blanks  ")
    sheet.write_formula(4, 0, '="cora@"&"example.com"', None, "cora@example.com")
    sheet.write_boolean(4, 4, True); sheet.write_number(4, 7, 0.1 + 0.2)
    if macro: book.add_vba_project("vba.bin")
    book.close()

open("vba.bin", "wb").write(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))
excel("xlsxwriter.xlsx", {})
excel("xlsxwriter-inline.xlsx", {"constant_memory": True})
excel("xlsxwriter-1904.xlsx", {"date_1904": True})
excel("xlsxwriter-hidden-first.xlsx", {}, hidden=True)
excel("xlsxwriter-macro.xlsm", {}, macro=True)

book = openpyxl.Workbook()
sheet = book.active; sheet.title = "Kunden"
sheet.append(HEADER)
sheet.append(["anna@example.com", "Anna", "Müller", 1067, 4930123456789, d.date(2024, 12, 31), d.datetime(2024, 12, 31, 23, 59), CellRichText("ruft ", TextBlock(InlineFont(b=True), "gern"), " an")])
sheet["D2"].number_format = "00000"; sheet["F2"].number_format = "DD.MM.YYYY"; sheet["G2"].number_format = "DD.MM.YYYY HH:MM"
sheet["A4"] = "ben@example.com"; sheet["D4"] = "00123"; sheet["H4"] = "  zwei Blanks  "
sheet["A5"] = "cora@example.com"; sheet["E5"] = True; sheet["H5"] = 0.1 + 0.2
book.save("openpyxl.xlsx")
