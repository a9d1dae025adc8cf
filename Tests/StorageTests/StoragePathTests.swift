import Storage
import Testing

@Suite struct StoragePathTests {
    /// In bytes, characters beyond ASCII are longer than in characters; and a mark that combines belongs to no slash.
    @Test(
        arguments: [
            ("", nil, ""), ("log.jsonl", "", "log.jsonl"), ("Größe", "", "Größe"),
            ("Grüße/日本/ß.json", "Grüße/日本", "ß.json"),
            ("groups/0001/group.json", "groups/0001", "group.json"), ("a/\u{301}b", "a", "\u{301}b"),
        ] as [(String, String?, String)]) func aPathIsAFolderAndAName(text: String, folder: String?, name: String)
    {
        let path = StoragePath(text)
        #expect(path.folder?.text == folder)
        #expect(path.name == name)
        if let folder = path.folder { #expect(folder.appending(path.name) == path) }
    }
}
