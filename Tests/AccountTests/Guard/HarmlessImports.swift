import Recipients
import TestSupport

@testable import Account

/// An import that nobody would want to be asked about.
struct HarmlessImport: Sendable {
    let name: String
    /// Makes the file from the list as it is, which becomes what it is afterwards.
    let make: @Sendable (inout AddressList, inout SplitMix, inout ImportOptions) -> AddressList

    init(
        _ name: String,
        _ make: @escaping @Sendable (inout AddressList, inout SplitMix, inout ImportOptions) -> AddressList
    ) {
        self.name = name
        self.make = make
    }

    static let all = daily + wholeColumns + lists + signUps
}

// MARK: Daily changes

extension HarmlessImport {
    private static func move(_ list: inout AddressList, _ share: Double, _ random: inout SplitMix) {
        for row in list.rows.indices where AddressList.maybe(share, &random) {
            let (city, code) = AddressList.place(&random)
            list.rows[row][list.column("city")] = city
            list.rows[row][list.column("PLZ")] = code
            list.rows[row][list.column("Strasse")] = "\(AddressList.pick(AddressList.streets, &random)) 7"
        }
    }

    static let daily = [
        HarmlessImport("a full export in which some have moved") { list, random, _ in
            move(&list, Double.random(in: 0.001...0.2, using: &random), &random)
            return list
        },
        HarmlessImport("only those who have moved, with their names") { list, random, _ in
            let before = list
            move(&list, Double.random(in: 0.05...0.3, using: &random), &random)
            var file = list.showing(["email", "firstname", "lastname", "Strasse", "PLZ", "city"])
            file.rows = zip(file.rows, zip(before.rows, list.rows)).filter { $0.1.0 != $0.1.1 }.map(\.0)
            return file
        },
        HarmlessImport("some marry, some get another telephone") { list, random, _ in
            let (name, telephone) = (list.column("lastname"), list.column("Telefon"))
            for row in list.rows.indices {
                if AddressList.maybe(0.03, &random) {
                    list.rows[row][name] = AddressList.pick(AddressList.lastNames, &random)
                }
                if AddressList.maybe(0.1, &random) {
                    list.rows[row][telephone] = "49151\(Int.random(in: 1_000_000...9_999_999, using: &random))"
                }
            }
            return list
        },
        HarmlessImport("the same file again") { list, _, _ in list },
        HarmlessImport("the same file in another order of rows and columns") { list, random, _ in
            var file = list.showing(["email"] + list.header.dropFirst().shuffled(using: &random))
            file.rows.shuffle(using: &random)
            return file
        },
        HarmlessImport("some gaps are filled") { list, random, _ in
            let birthday = list.column("Geburtstag")
            for row in list.rows.indices where list.rows[row][birthday].isEmpty && AddressList.maybe(0.5, &random) {
                list.rows[row][birthday] = AddressList.date(&random)
            }
            return list
        },
        HarmlessImport("some withdraw their birthday and their company") { list, random, options in
            options.emptyCells = .clear
            for row in list.rows.indices where AddressList.maybe(0.25, &random) {
                list.rows[row][list.column("Geburtstag")] = ""
                list.rows[row][list.column("company")] = ""
            }
            return list
        },
        HarmlessImport("a tenth has bought something") { list, random, _ in
            let points = list.column("Punkte")
            var file = list
            file.rows = []
            for row in list.rows.indices where AddressList.maybe(0.1, &random) {
                let sum = (Int(list.rows[row][points]) ?? 0) + Int.random(in: 1...60, using: &random)
                list.rows[row][points] = "\(sum)"
                file.rows.append(list.rows[row])
            }
            return file.showing(["email", "Punkte"])
        },
    ]
}

// MARK: A column for everybody

extension HarmlessImport {
    private static func raised(_ price: String, by percent: Double) -> String {
        let cents = Int((100 + percent) * (Double(price) ?? 10))
        return "\(cents / 100).\(cents % 100 < 10 ? "0" : "")\(cents % 100)"
    }

    static let wholeColumns = [
        HarmlessImport("a new field, different for everybody") { list, random, _ in
            if !list.header.contains("Code") {
                let numbers = list.rows.map { _ in "X\(Int.random(in: 1000...99_999, using: &random))" }
                list.add("Code") { _ in "" }
                list.set("Code", numbers)
            }
            return list.showing(["email", "Code"])
        },
        HarmlessImport("three new fields, the same for everybody") { list, random, _ in
            let year = Int.random(in: 2020...2030, using: &random)
            for (name, value) in [("Aktion\(year)", "Sommer"), ("Filiale\(year)", "Nord"), ("Jahr\(year)", "\(year)")]
            where !list.header.contains(name) {
                list.add(name) { _ in value }
            }
            return list
        },
        HarmlessImport("a new field with a copy of another") { list, _, _ in
            if !list.header.contains("Anzeigename") {
                let column = list.column("firstname")
                list.add("Anzeigename") { $0[column] }
            }
            return list
        },
        HarmlessImport("a yearly price change by a list") { list, _, _ in
            list.change("Preis") { ["9.90": "10.90", "14.90": "16.90", "24.90": "26.90"][$0] ?? raised($0, by: 10) }
            return list
        },
        HarmlessImport("all prices rise by some per cent") { list, random, _ in
            let percent = Double.random(in: 1.5...9, using: &random)
            list.change("Preis") { raised($0, by: percent) }
            return list
        },
        HarmlessImport("each tariff gets the price of the next one") { list, _, _ in
            list.change("Preis") { ["9.90": "14.90", "14.90": "24.90", "24.90": "49.00"][$0] ?? raised($0, by: 20) }
            return list
        },
        HarmlessImport("points of the night for everybody") { list, random, _ in
            var generator = random
            list.change("Punkte") { "\((Int($0) ?? 0) + Int.random(in: 1...12, using: &generator))" }
            random = generator
            return list.showing(["email", "Punkte"])
        },
        HarmlessImport("the date of the last mailing") { list, random, _ in
            let date = AddressList.date(&random)
            if !list.header.contains("Letzter Versand") { list.add("Letzter Versand") { _ in "" } }
            list.change("Letzter Versand") { _ in date }
            return list.showing(["email", "Letzter Versand"])
        },
        HarmlessImport("a clean-up of cities") { list, random, _ in
            let wanted = ["Köln", "München", "Berlin", "Essen"]
            var generator = random
            list.change("city") { city in
                guard wanted.contains(city), AddressList.maybe(0.6, &generator) else { return city }
                return ["Köln": "Köln am Rhein", "München": "München (Bayern)"][city] ?? "\(city) Mitte"
            }
            random = generator
            return list
        },
        HarmlessImport("districts are taken off the cities again") { list, _, _ in
            list.change("city") { String($0.split(separator: " ").first ?? "") }
            return list
        },
        HarmlessImport("telephones in the international form") { list, _, _ in
            list.change("Telefon") { $0.hasPrefix("+") ? $0 : "+\($0.prefix(2)) \($0.dropFirst(2))" }
            return list
        },
        HarmlessImport("birthdays in another form") { list, _, _ in
            list.change("Geburtstag") { text in
                let parts = text.split(separator: "-")
                return parts.count == 3 ? "\(parts[2]).\(parts[1]).\(parts[0])" : text
            }
            return list
        },
        HarmlessImport("codes of languages become longer") { list, _, _ in
            list.change("Sprache") { $0.count == 2 ? "\($0)-\($0 == "en" ? "GB" : $0.uppercased())" : $0 }
            return list
        },
        HarmlessImport("salutations in another language") { list, _, _ in
            list.change("salutation") { ["Herr": "Mr", "Frau": "Mrs", "Mr": "Herr", "Mrs": "Frau"][$0] ?? $0 }
            return list
        },
        HarmlessImport("numbers of customers get a letter in front") { list, _, _ in
            list.change("Kd-Nr") { $0.hasPrefix("K") ? $0 : "K\($0)" }
            return list
        },
        HarmlessImport("a tenth of the names is written right") { list, random, _ in
            for row in list.rows.indices where AddressList.maybe(0.1, &random) {
                let column = list.column("lastname")
                list.rows[row][column] = list.rows[row][column].uppercased()
            }
            return list
        },
    ]
}

// MARK: Lists

extension HarmlessImport {
    static let lists = [
        HarmlessImport("new leads alone") { list, random, _ in
            var file = list
            file.rows = []
            file.addPeople(Int.random(in: 1...80, using: &random), &random)
            list.rows += file.rows
            return file
        },
        HarmlessImport("growth by half, in a full export") { list, random, _ in
            list.addPeople(list.rows.count / 2, &random)
            return list
        },
        HarmlessImport("new leads among whom some are known, with add") { list, random, options in
            options.mode = .add
            var file = list.some(0.3, &random)
            file.change("firstname") { _ in "Interessent" }
            file.addPeople(20, &random)
            list.rows += file.rows
            list.removeDuplicates()
            return file
        },
        HarmlessImport("replace by a full export, some have gone") { list, random, options in
            options.mode = .replace
            list = list.some(Double.random(in: 0.8...0.99, using: &random), &random)
            list.addPeople(Int.random(in: 0...20, using: &random), &random)
            return list
        },
        HarmlessImport("update by a file of a bigger list") { list, random, options in
            options.mode = .update
            move(&list, 0.1, &random)
            var file = list
            file.addPeople(list.rows.count, &random)
            return file
        },
        HarmlessImport("update by a small part") { list, random, options in
            options.mode = .update
            var part = list.some(0.1, &random)
            part.change("Sprache") { _ in "de" }
            return part.showing(["email", "firstname"])
        },
        HarmlessImport("a list of one city") { list, random, _ in
            var file = list
            file.rows.removeAll { $0[list.column("city")] != "Köln" }
            return file.showing(["email", "firstname", "city"])
        },
        HarmlessImport("addresses alone") { list, _, _ in list.showing(["email"]) },
    ]
}

// MARK: Sign-ups

extension HarmlessImport {
    static let signUps = [
        HarmlessImport("a few have left") { list, random, _ in
            var file = list.some(Double.random(in: 0.01...0.1, using: &random), &random).showing(["email"])
            file.add("deactivated") { _ in "2026-01-01T00:00:00Z" }
            return file
        },
        HarmlessImport("a few have confirmed") { list, random, _ in
            var file = list.some(0.05, &random).showing(["email"])
            file.add("activated") { _ in "2026-01-01T00:00:00Z" }
            return file
        },
    ]
}
