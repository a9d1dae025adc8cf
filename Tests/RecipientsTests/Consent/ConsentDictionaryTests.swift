import Testing

@testable import Recipients

@Suite struct ConsentDictionaryTests {
    /// Most words of the lists take a shorter way than the headers and values that are compared with them.
    @Test func theWordsOfTheListsAreSpeltAsAnyText() {
        let lists = ConsentWords.common + ConsentWords.values + ConsentWords.foreign
        let words = lists.flatMap { $0.1.split(whereSeparator: \.isWhitespace) }
        #expect(words.count > 1000)
        for word in words {
            let variants = ConsentSpelling.variants(of: Array(word.utf8)[...])
            #expect(variants.first == ConsentSpelling(String(word)).letters, "\(word)")
            #expect(Set(variants).count == variants.count, "\(word)")
        }
    }

    /// Only a value may read a word otherwise than a header does.
    @Test(arguments: [ConsentWords.common + ConsentWords.foreign, ConsentWords.values])
    func aWordHasOneMeaning(list: [(ConsentTerm, String)]) {
        var meanings: [[UInt8]: ConsentTerm] = [:]
        for (term, words) in list {
            for word in words.split(whereSeparator: \.isWhitespace) {
                for spelling in ConsentSpelling.variants(of: Array(word.utf8)[...]) {
                    #expect(meanings.updateValue(term, forKey: spelling) ?? term == term, "\(word)")
                }
            }
        }
    }

    @Test func anUmlautHasTwoSpellings() {
        let variants = ConsentSpelling.variants(of: Array("unerwünscht".utf8)[...]).map {
            String(decoding: $0, as: UTF8.self)
        }
        #expect(variants == ["unerwunscht", "unerwuenscht"])
        #expect(ConsentSpelling.variants(of: Array("opt_out".utf8)[...]) == [Array("optout".utf8)])
        #expect(ConsentSpelling.variants(of: Array("désinscrit".utf8)[...]) == [Array("desinscrit".utf8)])
    }
}
