internal import Account
internal import CommandLanguage
internal import Recipients

extension ImportRemarks {
    /// The remarks for people: where the rows were, then the rejected ones, then the rest.
    var words: [String] {
        var words: [String] = []
        if let line = headerBelowPreamble {
            words.append("the header is on line \(NumberText.grouped(line)); what stands above it is left out")
        }
        if !listPath.isEmpty {
            words.append("the rows are those of the list \(listPath.joined(separator: ".").quoted)")
        }
        if let rejects { words.append("the rejected rows are in \(rejects.quoted)") }
        if undatedUnsubscriptions > 0 {
            let who = counted(undatedUnsubscriptions, "recipient has left", "recipients have left")
            words.append("\(who), the file does not say when: unsubscribed as of now")
        }
        let shown = likelyTypos.prefix(Self.shownTypos)
        for typo in shown {
            let rows = counted(typo.rows, "address", "addresses")
            words.append(
                "\(rows) at \(typo.domain.quoted), imported as \(typo.rows == 1 ? "it is" : "they are"): did you mean \(typo.suggestion.quoted)?"
            )
        }
        if likelyTypos.count > shown.count {
            let rest = likelyTypos.count - shown.count
            words.append("\(counted(rest, "more domain looks", "more domains look")) mistyped")
        }
        if roleAddresses > 0 {
            words.append("\(counted(roleAddresses, "address belongs", "addresses belong")) to a role, not to a person")
        }
        return words
    }

    private static let shownTypos = 5
}
