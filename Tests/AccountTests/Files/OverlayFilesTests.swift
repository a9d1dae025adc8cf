import Account
import Recipients
import SystemCalls
import TestSupport
import Testing

/// Files above the disk behave as those on it.
struct OverlayFilesTests {
    private let folder: TemporaryFolder
    private let overlay = OverlayFiles(over: DiskFiles.shared)

    init() throws {
        folder = try TemporaryFolder()
    }

    private func read(_ path: String, in files: any UserFiles) throws -> String {
        let file = try files.open(path)
        var buffer = [UInt8](repeating: 0, count: 100)
        var source: any InputFile = file
        let count = try buffer.withUnsafeMutableBytes { try source.read(into: $0) }
        return String(decoding: buffer[..<count], as: UTF8.self)
    }

    @Test func whatIsWrittenIsReadAgainByAnyName() throws {
        let path = "\(folder.path)/a.csv"
        try UserFile(path, in: overlay).write("one", overwrites: false)
        #expect(try read(path, in: overlay) == "one")
        #expect(try read("\(folder.path)/./a.csv", in: overlay) == "one")
        #expect(try folder.tree().isEmpty)
        expectFailure(.unreadableFile) { try DiskFiles.shared.open(path) }
    }

    @Test func aFileBelowIsShadowed() throws {
        let path = "\(folder.path)/a.csv"
        try UserFile(path).write("below", overwrites: false)
        expectFailure(.fileExists) { try UserFile(path, in: overlay).write("above", overwrites: false) }
        try UserFile(path, in: overlay).write("above", overwrites: true)
        #expect(try read(path, in: overlay) == "above")
        #expect(try read(path, in: DiskFiles.shared) == "below")
    }

    /// The system takes a name to end at a NUL.
    @Test func aNameWithNULIsRefused() throws {
        try UserFile("\(folder.path)/a.csv").write("x", overwrites: false)
        for files: any UserFiles in [DiskFiles.shared, overlay] {
            let output = expectFailure(.invalidValue) {
                try UserFile("\(folder.path)/b.csv\0c", in: files).write("x", overwrites: true)
            }
            #expect(output?.subject == .output)
            #expect(expectFailure(.invalidValue) { try files.open("\(folder.path)/a.csv\0c") }?.subject == .input)
        }
        #expect(try folder.tree().map(\.path) == ["a.csv"])
    }

    /// Every path, on the disk and above it, fails or succeeds alike.
    @Test(arguments: [
        "a.csv", "missing/a.csv", "", "file/a.csv", "folder", "folder/a.csv", "link", "a.csv\0b",
        String(repeating: "x", count: 300),
    ])
    func theOverlayFailsAsTheDisk(name: String) throws {
        try UserFile("\(folder.path)/file").write("x", overwrites: false)
        try folder.makeFolder("folder")
        symlink("nowhere", "\(folder.path)/link")
        let path = "\(folder.path)/\(name)"
        func outcome(_ files: any UserFiles) -> [ErrorCode?] {
            (0..<3).map { round in
                do throws(Failure) {
                    try UserFile(path, in: files).write("x", overwrites: round == 2)
                    return nil
                } catch {
                    return error.code
                }
            }
        }
        let above = outcome(overlay)
        #expect(above == outcome(DiskFiles.shared))
    }
}
