/// What a person is asked before a statement does something that hurts.
public struct Question: Hashable, Sendable {
    /// What answers it.
    public enum Kind: Hashable, Sendable {
        /// `y` or `yes`; anything else declines.
        case yesOrNo
        /// This text, exactly; anything else declines.
        case typing(String)
    }

    /// What the statement is about to do, a line each.
    public let lines: [String]
    /// What is asked, without the ways to answer: `Go on?`
    public let prompt: String
    /// What counts as yes.
    public let kind: Kind

    /// A question of these lines, which stand above the prompt.
    public init(lines: [String], prompt: String, kind: Kind = .yesOrNo) {
        self.lines = lines
        self.prompt = prompt
        self.kind = kind
    }

    /// Whether an answer means to go on. White space around it does not matter.
    public func isConfirmed(by answer: String) -> Bool {
        let answer = answer.trimmed
        switch kind {
        case .yesOrNo: return ["y", "yes"].contains(answer.lowercased())
        case .typing(let text): return answer == text
        }
    }
}
