import Recipients
import TestSupport

@testable import Account

/// A file that does harm, as it has happened to people.
struct ListAccident: Sendable {
    let name: String
    /// What the guard should say, among other things; nil where the import fails for its rows.
    let code: Remark.Code?
    /// Makes the file from the list that the group holds.
    let make: @Sendable (AddressList, inout SplitMix, inout ImportOptions) -> AddressList

    init(
        _ name: String,
        _ code: Remark.Code?,
        _ make: @escaping @Sendable (AddressList, inout SplitMix, inout ImportOptions) -> AddressList
    ) {
        self.name = name
        self.code = code
        self.make = make
    }

    static let all = shifts + permutations + losses + damages + strangers + signUps
}

// MARK: The wrong column

extension ListAccident {
    /// The values of all columns but the address, moved to the right.
    private static func shifted(_ list: AddressList, by count: Int) -> AddressList {
        var file = list
        file.rows = list.rows.map { row in
            let values = Array(row.dropFirst())
            return [row[0]] + values.indices.map { values[($0 - count + 2 * values.count) % values.count] }
        }
        return file
    }

    private static func swapped(_ list: AddressList, _ first: String, _ second: String) -> AddressList {
        var file = list
        file.set(first, list.values(second))
        file.set(second, list.values(first))
        return file
    }

    static let shifts = [
        ListAccident("columns shifted to the right", .shiftedColumns) { list, _, _ in shifted(list, by: 1) },
        ListAccident("columns shifted to the left", .shiftedColumns) { list, _, _ in shifted(list, by: -1) },
        ListAccident("columns shifted by two", .shiftedColumns) { list, _, _ in shifted(list, by: 2) },
        ListAccident("first and last names swapped", .shiftedColumns) { list, _, _ in
            swapped(list, "firstname", "lastname")
        },
        ListAccident("last names and streets swapped", .shiftedColumns) { list, _, _ in
            swapped(list, "lastname", "Strasse").showing(["email", "firstname", "lastname", "Strasse"])
        },
        ListAccident("postal codes and numbers swapped", .shiftedColumns) { list, _, _ in swapped(list, "PLZ", "Kd-Nr")
        },
        ListAccident("a wrong map", .shiftedColumns) { list, _, options in
            options.mappings = [.init(column: "city", field: "lastname"), .init(column: "lastname", field: nil)]
            return list.showing(["email", "lastname", "city"])
        },
        ListAccident("addresses in the place of names", .shiftedColumns) { list, _, _ in
            var file = list
            file.set("firstname", list.values("email"))
            return file
        },
    ]
}

// MARK: The wrong person

extension ListAccident {
    /// The list with some columns in another order than the addresses.
    private static func reordered(
        _ list: AddressList, _ names: [String], _ order: ([String]) -> [String]
    ) -> AddressList {
        var file = list
        for name in names { file.set(name, order(list.values(name))) }
        return file
    }

    static let permutations = [
        ListAccident("last names sorted alone", .permutedColumn) { list, _, _ in
            reordered(list, ["lastname"]) { $0.sorted() }
        },
        ListAccident("numbers of customers sorted alone", .permutedColumn) { list, _, _ in
            reordered(list, ["Kd-Nr"]) { $0.sorted() }
        },
        ListAccident("cities sorted downwards", .permutedColumn) { list, _, _ in
            reordered(list, ["city"]) { $0.sorted(by: >) }
        },
        ListAccident("all but the addresses moved down by a row", .permutedColumn) { list, _, _ in
            reordered(list, Array(list.header.dropFirst())) { Array([$0.last ?? ""] + $0.dropLast()) }
        },
        ListAccident("all but the addresses upside down", .permutedColumn) { list, _, _ in
            reordered(list, Array(list.header.dropFirst())) { $0.reversed() }
        },
        ListAccident("the table sorted by name without the addresses", .permutedColumn) { list, _, _ in
            var file = list
            let name = list.column("lastname")
            let others = list.rows.sorted { ($0[name], $0[1]) < ($1[name], $1[1]) }
            file.rows = zip(list.rows, others).map { [$0[0]] + $1.dropFirst() }
            return file
        },
        ListAccident("streets shuffled", .permutedColumn) { list, random, _ in
            var file = list
            file.set("Strasse", list.values("Strasse").shuffled(using: &random))
            return file.showing(["email", "Strasse"])
        },
        ListAccident("postal codes and cities sorted without the rest, and new people", .permutedColumn) {
            list, random, _ in
            var file = list
            let places = zip(list.values("PLZ"), list.values("city")).sorted { $0 < $1 }
            file.set("PLZ", places.map(\.0))
            file.set("city", places.map(\.1))
            file.addPeople(list.rows.count / 20, &random)
            return file
        },
    ]
}

// MARK: The wrong list

extension ListAccident {
    private static func strangers(_ count: Int, like list: AddressList, _ random: inout SplitMix) -> AddressList {
        var file = list
        file.rows = []
        file.addPeople(count, &random)
        return file
    }

    static let strangers = [
        ListAccident("update with the list of another group", .fewKnown) { list, random, options in
            options.mode = .update
            return strangers(100, like: list, &random)
        },
        ListAccident("update with the list of another group, and a few of this one", .fewKnown) {
            list, random, options in
            options.mode = .update
            var file = strangers(100, like: list, &random)
            file.rows += list.rows.prefix(3)
            return file
        },
        ListAccident("replace by the list of another group", .fewKnown) { list, random, options in
            options.mode = .replace
            return strangers(100, like: list, &random)
        },
        ListAccident("replace by a file for testing", .massLeave) { list, random, options in
            options.mode = .replace
            return strangers(3, like: list, &random)
        },
        ListAccident("replace by half an export", .massLeave) { list, _, options in
            options.mode = .replace
            var file = list
            file.rows = Array(list.rows.prefix(list.rows.count / 2))
            return file
        },
        ListAccident("replace by those of one city", .massLeave) { list, _, options in
            options.mode = .replace
            var file = list
            file.rows.removeAll { $0[list.column("city")] != "Köln" }
            return file
        },
        ListAccident("replace by those who speak one language", .massLeave) { list, _, options in
            options.mode = .replace
            var file = list
            file.rows.removeAll { $0[list.column("Sprache")] != "nl" }
            return file
        },
        ListAccident("replace by the changes of a day", .massLeave) { list, random, options in
            options.mode = .replace
            return list.some(0.05, &random)
        },
        ListAccident("replace by a header alone", nil) { list, _, options in
            options.mode = .replace
            var file = list
            file.rows = []
            return file
        },
    ]
}

// MARK: Sign-ups

extension ListAccident {
    static let signUps = [
        ListAccident("the date of the last order taken for that of leaving", .massUnsubscribe) { list, _, options in
            options.mappings = [.init(column: "Letzte Bestellung", field: "deactivated")]
            var file = list.showing(["email", "lastname"])
            file.add("Letzte Bestellung") { _ in "2026-01-01T00:00:00Z" }
            return file
        },
        ListAccident("a list of those who left, made of all", .massUnsubscribe) { list, _, _ in
            var file = list.showing(["email"])
            file.add("activated") { _ in "2025-06-01" }
            file.add("deactivated") { _ in "2026-01-01" }
            return file
        },
        ListAccident("half of them have left, says another system", .massUnsubscribe) { list, random, _ in
            var generator = random
            var file = list.showing(["email"])
            file.add("activated") { _ in "2025-06-01" }
            file.add("deactivated") { _ in AddressList.maybe(0.55, &generator) ? "2026-01-01T00:00:00Z" : "" }
            return file
        },
        ListAccident("everybody becomes active, with --resubscribe", .massActivate) { list, _, options in
            options.resubscribes = true
            var file = list.showing(["email"])
            file.add("activated") { _ in "2026-01-01T00:00:00Z" }
            return file
        },
        ListAccident("nobody has confirmed, but all are activated", .massActivate) { list, _, _ in
            var file = list.showing(["email", "firstname"])
            file.add("activated") { _ in "2026-01-01T00:00:00Z" }
            return file
        },
    ]
}
