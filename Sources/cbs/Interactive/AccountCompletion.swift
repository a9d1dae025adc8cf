import Terminal

struct AccountCompletion {
    init(_ program: Program) {}
    func answer(open: String, line: String, cursor: String.Index) -> CompletionAnswer {
        CompletionAnswer(replaced: 0, candidates: [])
    }
}
