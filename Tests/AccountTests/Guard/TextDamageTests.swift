import Testing

@testable import Account

/// What is told from a value before and after.
@Suite struct TextDamageTests {
    private func damage(_ before: String, _ after: String) -> TextDamage {
        Array(before.utf8).withUnsafeBytes { old in
            Array(after.utf8).withUnsafeBytes { TextDamage(old, becoming: before == after ? nil : $0) }
        }
    }

    @Test(arguments: [
        ("01067", "1067"), ("01067", "1067.0"), ("000", "0"), ("00012", "12"),
        ("01037", "1.04E+03"), ("01037", "1,04E+03"), ("+0049", "49"),
    ]) func zerosAreLost(before: String, after: String) {
        #expect(damage(before, after).isSuperset(of: [.hadZeros, .lostZeros]))
    }

    @Test(arguments: [
        ("01067", "01067"), ("01067", "1068"), ("01067", ""), ("1067", "01067"), ("0049 30", "49 30"), ("0", "1"),
        ("01037", "1.04E+04"), ("+49", "49"), ("+", ""),
    ]) func zerosAreNotLost(before: String, after: String) {
        #expect(damage(before, after).isDisjoint(with: .lostZeros))
    }

    @Test(arguments: [
        ("491701234567", "4.91701E+11"), ("491701234567", "4,91701E+11"), ("4006381333931", "4E+12"),
        ("00491701234567", "4.9170e+11"), ("+491701234567", "4.91700E+11"),
    ]) func digitsAreLost(before: String, after: String) {
        #expect(damage(before, after).isSuperset(of: [.hadDigits, .lostDigits]))
    }

    @Test(arguments: [
        ("491701234567", "491701234568"), ("491701234567", "5.91701E+11"), ("491701234567", "4E"), ("12", "1E+1"),
        ("491701234567", "4.9E+1x"),
    ]) func digitsAreNotLost(before: String, after: String) {
        #expect(damage(before, after).isDisjoint(with: .lostDigits))
    }

    @Test(arguments: [
        ("Müller", "MÃ¼ller"), ("Müller", "MÃƒÂ¼ller"), ("Müller", "M√ºller"), ("Müller", "M?ller"),
        ("Müller", "M\u{FFFD}ller"), ("Müller", "M\u{FFFD}\u{FFFD}ller"), ("Müller", "Mller"), ("Müller", "Muller"),
        ("Müller", "Mueller"), ("Müller", "M³ller"), ("Köln", "KÃ¶ln"), ("Αθήνα", "Î‘Î¸Î®Î½Î±"), ("Αθήνα", "?????"),
        ("Straße", "StraÃ\u{9F}e"), ("5. Straße", "5. Strae"), ("Łódź", "ÅÃ³dÅº"), ("5 Höfe", "5 HÃ¶fe"),
    ]) func lettersAreLost(before: String, after: String) {
        #expect(damage(before, after) == [.hadLetters, .lostLetters])
    }

    @Test(arguments: [
        ("MÃ¼ller", "Müller"), ("M√ºller", "Müller"), ("M³ller", "Müller"), ("Müller", "Möller"), ("München", "Munich"),
        ("Köln", "Bonn"), ("Αθήνα", "Athens"), ("Αθήνα", "Πάτρα"), ("André", "Andrè"), ("Müller", "Müller-Lang"),
        ("Müller", ""), ("Jürgen", "JÜRGEN"), ("Köln", "Köln am Rhein"),
    ]) func lettersAreNotLost(before: String, after: String) {
        #expect(damage(before, after).isDisjoint(with: .lostLetters))
    }

    @Test func whatHasNoLettersOutsideASCIIHasNoneToLose() {
        #expect(damage("Muller", "Mller") == [])
        #expect(damage("5 €", "5 ?") == [])
        #expect(damage("", "x") == [])
    }
}
