internal import Recipients

/// A user's note about a change, for the log.
struct LogNote {
    let text: String

    /// The most characters of a note: the log is read as a whole.
    static let maximumLength = 1_000

    /// - Returns: Nil for no note, or one of nothing but white space.
    /// - Throws: `invalid-value` for a note that is too long.
    init?(_ text: String?) throws(Failure) {
        guard let text = text?.trimmed, !text.isEmpty else { return nil }
        guard text.unicodeScalars.count <= Self.maximumLength else {
            throw LogProblem.longNote(characters: text.unicodeScalars.count).failure
        }
        self.text = text
    }
}

extension Account {
    /// A user's note as the log keeps it; warns if something had to be removed.
    ///
    /// - Throws: `invalid-value` for a note that is too long.
    func checkedNote(_ text: String?) throws(Failure) -> String? {
        logged(try LogNote(text))
    }

    /// The same for a note whose length has been checked, of a change that is certain.
    func logged(_ note: LogNote?) -> String? {
        guard let text = note?.text else { return nil }
        let kept = text.withoutAddresses
        if kept != text { warn(.noteWithoutAddresses(kept)) }
        return kept
    }
}

/// What can be wrong with an entry for the log.
enum LogProblem {
    case longNote(characters: Int)

    var failure: Failure {
        switch self {
        case .longNote(let characters):
            Failure(
                .invalidValue,
                "a note has at most \(NumberText.grouped(LogNote.maximumLength)) characters; this one has "
                    + NumberText.grouped(characters),
                about: .note)
        }
    }
}
