import ArgumentParser
import CommandLanguage
import Interpreter
import Recipients

/// Reads and checks the scripts whose scenarios are to run.
enum ScenarioLoader {
    /// The scripts of files and folders, each once. If anything is wrong with any of them, tells all of it and ends the
    /// program.
    static func load(_ paths: [String], _ console: Console) throws -> [ScenarioFile] {
        var files: [ScenarioFile] = []
        var told: Set<String> = []
        // Two scripts may include the same third one, and then both know what is wrong in it.
        func tell(_ diagnostic: Diagnostic) {
            if told.insert(diagnostic.text).inserted { console.tell(.error(diagnostic)) }
        }
        let (names, failures) = ScriptFiles.find(paths)
        for failure in failures { tell(Diagnostic(failure)) }
        for name in names {
            do throws(Failure) {
                let source = Source(name: name, bytes: try WholeFile.read(name))
                let checked = CheckedScript(source, folder: ScriptPath.folder(of: name), files: ScriptFolder())
                let file = ScenarioFile(checked.script, name: name)
                for diagnostic in checked.diagnostics + file.problems { tell(diagnostic) }
                files.append(file)
            } catch {
                tell(Diagnostic(error))
            }
        }
        if !told.isEmpty { throw ExitCode(.usage) }
        return files
    }
}
