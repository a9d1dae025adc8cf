import Foundation

/// The program that the tests run: `$CBS_PROGRAM`, else the one that was built beside the tests.
public enum BuiltProgram {
    /// Its path.
    public static let path: String = {
        if let path = ProcessInfo.processInfo.environment["CBS_PROGRAM"] { return path }
        // `swift test` runs the bundle in the folder of the build's products.
        var folder = URL(fileURLWithPath: Bundle.main.executablePath ?? CommandLine.arguments[0])
        let bundle = CommandLine.arguments.first { $0.contains(".xctest") } ?? folder.path
        for start in [URL(fileURLWithPath: bundle), folder, URL(fileURLWithPath: #filePath)] {
            folder = start
            while folder.path != "/" {
                folder.deleteLastPathComponent()
                for name in ["cbs", ".build/debug/cbs"] {
                    let candidate = folder.appendingPathComponent(name).path
                    if isProgram(candidate) { return candidate }
                }
            }
        }
        return "cbs"
    }()

    private static func isProgram(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
            && FileManager.default.isExecutableFile(atPath: path)
    }
}
