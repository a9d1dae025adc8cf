/// What a column that says yes or no tells of who gets mail. Such a column has no date, and none is made up from it.
public enum SubscriptionFlag: Hashable, Sendable {
    /// Yes means that the recipient gets mail: `active`.
    case subscribed
    /// Yes means that the recipient has left: `EMAIL_BLACKLISTED`.
    case unsubscribed
    /// A word: `unsubscribed`, `blocklisted`.
    case status

    /// Whether a cell says that the recipient has left.
    public func saysUnsubscribed(_ cell: UnsafeRawBufferPointer) -> Bool {
        switch self {
        case .subscribed: Self.answer(cell) == false
        case .unsubscribed: Self.answer(cell) == true
        case .status: Self.leavers.contains(Self.word(cell) ?? "")
        }
    }

    /// Yes or no, as people and programs write it in six languages; nil for anything else.
    public static func answer(_ cell: UnsafeRawBufferPointer) -> Bool? {
        guard let word = word(cell) else { return nil }
        if positive.contains(word) { return true }
        return negative.contains(word) ? false : nil
    }

    /// The trimmed cell in lower case, if it is as short as these words are.
    private static func word(_ cell: UnsafeRawBufferPointer) -> String? {
        let cell = cell.trimmingASCIIWhitespace()
        guard !cell.isEmpty, cell.count <= 16 else { return nil }
        return String(decoding: cell, as: UTF8.self).lowercased()
    }

    private static let positive: Set<String> = [
        "1", "yes", "y", "true", "t", "on", "ja", "j", "wahr", "waar", "oui", "vrai", "si", "sì", "sí", "s", "vero",
        "verdadero", "x",
    ]
    private static let negative: Set<String> = [
        "0", "no", "n", "false", "f", "off", "nein", "falsch", "nee", "onwaar", "non", "faux", "falso",
    ]
    private static let leavers: Set<String> = [
        "unsubscribed", "blocklisted", "blacklisted", "opted out", "opted-out", "optout", "abgemeldet",
        "deleted", "abused", "complained", "gelöscht", "uitgeschreven", "afgemeld", "désinscrit", "désinscrite",
        "désabonné",
        "désabonnée", "disiscritto", "disiscritta", "cancellato", "cancellata", "baja", "de baja", "dado de baja",
    ]
}
