internal import Account
internal import Recipients

/// The files beside a scenario's script. They can be read, but none is in the way of a file that the scenario writes in
/// memory above them.
final class ReadableFiles: UserFiles {
    private let files: any UserFiles

    init(_ files: any UserFiles) {
        self.files = files
    }

    func open(_ path: String) throws(Failure) -> any InputFile { try files.open(path) }

    func check(_ path: String, as role: OutputRole, overwrites: Bool) throws(Failure) {
        try files.check(path, as: role, overwrites: true)
    }

    func create(_ path: String, as role: OutputRole, overwrites: Bool) throws(Failure) -> any OutputFile {
        try files.create(path, as: role, overwrites: overwrites)
    }
}
