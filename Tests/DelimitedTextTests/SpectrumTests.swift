import DelimitedText
import FoundationEssentials
import TestSupport
import Testing

/// The collection csv-spectrum: a table of each kind as CSV and as JSON.
@Suite struct SpectrumTests {
    static let names = [
        "comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "newlines", "newlines_crlf",
        "quotes_and_newlines", "simple", "simple_crlf", "utf8",
    ]

    @Test(arguments: names) func readsAsTheJSONBesideItSays(name: String) throws {
        let rows = try Table(bytes(of: "csvs/\(name).csv")).rows
        let header = try #require(rows.first)
        let objects = rows.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
        let expected = try JSONDecoder().decode([[String: String]].self, from: Data(bytes(of: "json/\(name).json")))
        #expect(objects == expected)
    }

    /// Its JSON is wrong upstream.
    @Test func readsCoordinates() throws {
        let rows = try Table(bytes(of: "csvs/location_coordinates.csv")).rows
        #expect(
            rows == [
                ["Contact Phone Number", "Location Coordinates", "Cities", "Counties"],
                ["2095257564", "37\u{FFFD}36'37.8\"N 121\u{FFFD}2'17.9\"W", "Modesto", "Stanislaus"],
            ]
        )
    }

    private func bytes(of path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: Repository.file("Tests/DelimitedTextTests/csv-spectrum/\(path)")))
    }
}
