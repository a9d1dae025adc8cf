/// The words of results: what happened or, in a rehearsal, what would.
struct Wording {
    let isRehearsal: Bool

    /// A verb: `imported`, or `would import`.
    func did(_ past: String, _ infinitive: String) -> String {
        isRehearsal ? "would \(infinitive)" : past
    }

    /// A verb of a sentence in the present: `holds`, or `would hold`.
    func does(_ present: String, _ infinitive: String) -> String {
        isRehearsal ? "would \(infinitive)" : present
    }
}
