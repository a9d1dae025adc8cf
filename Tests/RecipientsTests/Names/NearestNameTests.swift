import Recipients
import TestSupport
import Testing

@Suite struct NearestNameTests {
    private let groups = ["Newsletter", "Kunden", "Partner", "VIP"]

    @Test(arguments: [
        ("Newsleter", "Newsletter"), ("newsletter", "Newsletter"), ("Newlsetter", "Newsletter"), ("Kudnen", "Kunden"),
        ("Kunde", "Kunden"), ("vi", "VIP"), ("Patner", "Partner"), ("Newssletters", "Newsletter"),
    ])
    func findsWhatWasMeant(word: String, name: String) {
        #expect(groups.nearest(to: word) == name)
    }

    @Test(arguments: ["", "Lieferanten", "xyz", "Nwsltr", "Kxxxen"]) func findsNothingFarAway(word: String) {
        #expect(groups.nearest(to: word) == nil)
    }

    @Test(arguments: [
        ("Kund", "Kunden"), ("kun", "Kunden"), ("Kunden S", "Kunden Süd"), ("süd", "Kunden Süd"), ("VI", "VIP"),
        ("Bestand", "Shop (Bestand)"),
    ])
    func findsWhatHasBeenBegun(text: String, name: String) {
        #expect(["Kunden Süd", "Kunden", "VIP", "Shop (Bestand)"].continuation(of: text) == name)
    }

    @Test(arguments: ["", "K", "unden", "Kundenliste", "nd"]) func findsNoNameInTheMiddleOfAWord(text: String) {
        #expect(["Kunden Süd", "Kunden"].continuation(of: text) == nil)
    }

    /// A word that negates a name is not a spelling of it.
    @Test(arguments: [
        ("subscribed", "unsubscribed"), ("subscribd", "unsubscribed"), ("undelete group", "delete group"),
        ("undeleted", "deleted"), ("--unsubscribe", "--resubscribe"), ("--no-resubscribe", "--resubscribe"),
        ("--no-overwrite", "--overwrite"), ("no", "on"), ("non", "on"), ("on", "no"), ("reactivated", "deactivated"),
        ("inactivated", "activated"), ("Non-Members", "Members"),
    ])
    func findsNoOpposite(word: String, name: String) {
        #expect([name].nearest(to: word) == nil)
        #expect([name].suggestion(for: word) == nil)
    }

    /// What looks like a prefix may be the beginning of a word.
    @Test(arguments: [
        ("eleted", "deleted"), ("dleted", "deleted"), ("ecipients", "recipients"), ("nsubscribed", "unsubscribed"),
        ("unsubscribd", "unsubscribed"), ("inactve", "inactive"), ("actve", "active"), ("unactive", "inactive"),
        ("--subscribe", "--resubscribe"), ("of", "off"), ("no", "not"),
    ])
    func findsWordsWithPrefixes(word: String, name: String) {
        #expect([name].nearest(to: word) == name)
    }

    @Test func passesOverAnOppositeThatIsAsNear() {
        #expect(["activated", "deactivated"].nearest(to: "unactivated") == "deactivated")
    }

    @Test func theNearestAndThenTheFirstWins() {
        #expect(["aaaaab", "aaaaaa", "aaaaac"].nearest(to: "aaaaaa") == "aaaaaa")
        #expect(["aaaaab", "aaaaac"].nearest(to: "aaaaad") == "aaaaab")
        #expect([String]().nearest(to: "a") == nil)
    }

    /// The distance by its recursive definition.
    @Test(arguments: 1...5 as ClosedRange<UInt64>) func agreesWithTheDefinition(seed: UInt64) {
        var random = SplitMix(seed: seed)
        func word() -> String {
            String((0..<Int.random(in: 1...6, using: &random)).map { _ in "abc".randomElement(using: &random) ?? "a" })
        }
        func distance(_ left: Substring, _ right: Substring) -> Int {
            guard let a = left.last, let b = right.last else { return left.count + right.count }
            let (shortLeft, shortRight) = (left.dropLast(), right.dropLast())
            var best = min(
                distance(shortLeft, right) + 1, distance(left, shortRight) + 1,
                distance(shortLeft, shortRight) + (a == b ? 0 : 1))
            if shortLeft.last == b, shortRight.last == a {
                best = min(best, distance(shortLeft.dropLast(), shortRight.dropLast()) + 1)
            }
            return best
        }
        for _ in 0..<20 {
            let wanted = word()
            let names = (0..<4).map { _ in word() }
            let nearest = names.map { distance(wanted[...], $0[...]) }.enumerated().min { $0.element < $1.element }
            let expected = nearest.flatMap {
                $0.element <= (wanted.count < 2 ? 0 : max(1, wanted.count / 3)) ? names[$0.offset] : nil
            }
            #expect(names.nearest(to: wanted) == expected, "seed \(seed): \(wanted) in \(names)")
        }
    }
}
