import Testing

@testable import LineEditor

@Suite struct CompletionAnswerTests {
    /// What is typed goes on as far as all candidates agree, whether or not they need quotation marks.
    @Test(arguments: [
        (["Kunden ", "\"Kunden Süd\" "], ["Kunden", "Kunden Süd"], "Kunden"),
        (["\"Kunden Nord\" ", "\"Kunden Süd\" "], ["Kunden Nord", "Kunden Süd"], "\"Kunden "),
        (["add ", "update "], ["add", "update"], ""),
        (["update ", "update-add "], ["update", "update-add"], "update"),
        ([], [], ""),
    ])
    func theCommonBeginning(texts: [String], shown: [String], beginning: String) {
        let candidates = zip(texts, shown).map { CompletionAnswer.Candidate(text: $0, shown: $1) }
        #expect(CompletionAnswer(replaced: 2, candidates: candidates).commonBeginning == beginning)
    }
}
