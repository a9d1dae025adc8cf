import Recipients
import Testing

@testable import CommandLanguage

/// Scripts that include others: each is read once, and there are never too many of them.
@Suite struct InclusionTests {
    /// Files in memory, which count how often they are read.
    private final class Files: FileReading {
        private let texts: [String: String]
        private(set) var reads: [String: Int] = [:]
        let homeFolder: String? = nil

        init(_ texts: [String: String]) {
            self.texts = texts
        }

        func contents(of path: String) throws(Failure) -> [UInt8] {
            reads[path, default: 0] += 1
            guard let text = texts[identity(of: path)] else {
                throw Failure(.unreadableFile, "cannot read \(path.quoted)")
            }
            return Array(text.utf8)
        }

        /// The path without `.` and `..`: there are no links here.
        func identity(of path: String) -> String {
            path.split(separator: "/").reduce(into: [Substring]()) { parts, part in
                if part == ".." { parts = parts.dropLast() } else if part != "." { parts.append(part) }
            }.joined(separator: "/")
        }
    }

    private func problems(_ files: Files, _ root: String = "0") throws -> [String] {
        let source = Source(name: root, bytes: try files.contents(of: root))
        return CheckedScript(source, folder: "", files: files).diagnostics.map { "\($0.code.rawValue): \($0.message)" }
    }

    /// Scripts of which each includes the next one so many times.
    private func chain(_ count: Int, times: Int, last: String = "let x = 1") -> Files {
        var texts = ["\(count - 1)": last]
        for number in 0..<count - 1 {
            texts["\(number)"] = String(repeating: "include \"\(number + 1)\"\n", count: times)
        }
        return Files(texts)
    }

    @Test(.timeLimit(.minutes(5))) func scriptsThatDoubleAreRefused() throws {
        let files = chain(30, times: 2)
        #expect(try problems(files) == ["syntax: scripts are included more than 1000 times"])
        #expect(files.reads.values.allSatisfy { $0 <= 1 }, "\(files.reads)")
    }

    @Test func soManyInclusionsAreFine() throws {
        // 2 + 4 + … + 256, and so many more.
        #expect(try problems(chain(9, times: 2)) == [])
        #expect(try problems(Files(["0": String(repeating: "include a\n", count: 1000), "a": ""])) == [])
        #expect(
            try problems(Files(["0": String(repeating: "include a\n", count: 1001), "a": ""]))
                == ["syntax: scripts are included more than 1000 times"])
    }

    @Test func soDeepIsFine() throws {
        #expect(try problems(chain(51, times: 1)) == [])
        #expect(try problems(chain(52, times: 1)) == ["syntax: scripts include one another more than 50 levels deep"])
    }

    @Test(arguments: [
        (["0": "include \"0\""], "0"), (["0": "include a", "a": "include b", "b": "include a"], "a"),
        (["0": "if 1 = 2 { include a }", "a": "for x in groups { include \"0\" }"], "0"),
    ])
    func circlesAreRefused(texts: [String: String], name: String) throws {
        #expect(try problems(Files(texts)) == ["syntax: \"\(name)\" includes or runs itself"])
    }

    /// A circle is one under any spelling of the names.
    @Test(arguments: [
        (["0": "include \"./0\""], "./0"), (["0": "run \"./0\""], "./0"),
        (["0": "run x/b", "x/b": "run \"../0\""], "x/../0"),
        (["0": "include x/b", "x/b": "include \"./././c\"", "x/c": "run .//b"], "x/b"),
    ])
    func circlesUnderOtherNamesAreRefused(texts: [String: String], name: String) throws {
        #expect(try problems(Files(texts)) == ["syntax: \"\(name)\" includes or runs itself"])
    }

    /// What is wrong in a script is reported once, and its scenarios are listed once.
    @Test func aScriptUnderTwoNamesIsReadOnce() throws {
        let files = Files(["0": "include c; run x/b", "x/b": "run \"../c\"; include \"../c\"", "c": "print $x"])
        #expect(Set(try problems(files)) == ["unknown-variable: there is no variable \"$x\""])
        #expect(files.reads == ["0": 1, "c": 1, "x/b": 1])
        let texts = ["0": "include c; include x/b", "x/b": "include \"../c\"", "c": ""]
        #expect(try checked(texts).included.map(\.source.name) == ["c", "x/b"])
    }

    @Test func aScriptThatIsIncludedTwiceIsNoCircle() throws {
        #expect(try problems(Files(["0": "include a\ninclude b", "a": "let x = 1", "b": "include a"])) == [])
    }

    private func checked(_ texts: [String: String]) throws -> CheckedScript {
        let files = Files(texts)
        return CheckedScript(Source(name: "0", bytes: try files.contents(of: "0")), folder: "", files: files)
    }

    /// The parameters of included scripts are given on the command line; those of scripts that are run are not.
    @Test(arguments: [
        (["0": "include a", "a": "include b", "b": ""], ["a", "b"]),
        (["0": "run a\ninclude a\ninclude a", "a": ""], ["a"]), (["0": "include a\nrun a", "a": ""], ["a"]),
        (["0": "run a", "a": "include b", "b": "include c", "c": ""], []),
        (["0": "run a\ninclude b", "a": "include b", "b": ""], ["b"]),
        (["0": "include a", "a": "run b", "b": "include c", "c": ""], ["a"]),
    ])
    func whatIsIncludedIsAPart(texts: [String: String], included: [String]) throws {
        let checked = try checked(texts)
        #expect(checked.problems.isEmpty)
        #expect(checked.included.map(\.source.name) == included)
    }

    /// As a block that expects the error of an unreadable file does for its own statements.
    @Test(arguments: [("unreadable-file", 0), ("", 0), ("syntax", 1)])
    func anExpectedErrorMayBeThatOfAScriptThatIsRun(code: String, problems: Int) throws {
        let checked = try checked(["0": "expect error \(code) { run a }", "a": "include missing"])
        #expect(checked.diagnostics.count == problems)
    }

    /// As an unknown parameter is, one that is given twice is found before anything runs.
    @Test(arguments: [
        ("param p", ["1:11 the parameter \"p\" takes one value"]),
        ("param p = 1", ["1:11 the parameter \"p\" takes one value"]),
        ("param p = (1, 2)", []), ("param p = (1, 2) + (3,)", []),
    ])
    func aParameterIsGivenOnce(declaration: String, problems: [String]) throws {
        let files = Files(["0": "run a p=1 p=2", "a": declaration])
        let source = Source(name: "0", bytes: try files.contents(of: "0"))
        let found = CheckedScript(source, folder: "", files: files).diagnostics
        #expect(found.map { "\($0.location?.line ?? 0):\($0.location?.column ?? 0) \($0.message)" } == problems)
    }

    private func places(_ texts: [String: String]) throws -> [String] {
        let files = Files(texts)
        let source = Source(name: "0", bytes: try files.contents(of: "0"))
        return CheckedScript(source, folder: "", files: files).diagnostics.map {
            "\($0.source?.name ?? ""):\($0.location?.column ?? 0) \($0.message)"
        }
    }

    /// The scenarios of an included script run after all statements of the script that includes it.
    @Test func scenariosOfIncludedScriptsAreCheckedLast() throws {
        let library = "scenario s { expect $v = 1; print $x }\nprint $y"
        #expect(
            try places(["0": "include a; print $z; let v = 1", "a": library]).map { $0.prefix { $0 != " " } }.sorted()
                == ["0:18", "a:35", "a:7"])
        #expect(try places(["0": "run a; let v = 1", "a": "scenario s { print $v }"]).count == 1)
        #expect(try places(["0": "run a", "a": "scenario s { print $v }; let v = 1"]) == [])
    }

    /// A script takes the parameters of the scripts that it includes as well.
    @Test(arguments: [
        ("run a p=1 q=2", []), ("run a p=1", ["0:1 the parameter \"q\" needs a value"]),
        ("run a p=1 q=2 r=3", ["0:15 the script has no parameter \"r\""]),
        ("run a p=x q=2", ["0:9 the parameter \"p\" takes a number, not \"x\""]),
        ("let x = 1; run a p=(true) q=$x", ["0:20 the parameter \"p\" takes a number, found true or false"]),
        (
            "for x in (1, 2) { run a p=$x q=1 }; run a p=now q=1",
            ["0:45 the parameter \"p\" takes a number, not \"now\""]
        ),
    ])
    func parametersOfIncludedScripts(text: String, problems: [String]) throws {
        #expect(try places(["0": text, "a": "include b\nparam p = 1", "b": "param q"]) == problems)
    }

    @Test func aListTakesValuesLikeItsElements() throws {
        let declaration = "param p = (1, 2)"
        #expect(try places(["0": "run a p=(3, \"4\")", "a": declaration]) == [])
        #expect(
            try places(["0": "run a p=(1, true)", "a": declaration])
                == ["0:9 the parameter \"p\" takes a number, found true or false"])
        #expect(try places(["0": "run a p=1 p=2", "a": declaration]) == [])
        let problem = "0:13 the parameter \"p\" takes a number, not \"x\""
        #expect(try places(["0": "run a p=1 p=x", "a": declaration]) == [problem])
    }

    @Test(arguments: [
        ("param p = 0\ninclude a", 1), ("include a\nparam p = 0", 1), ("include a\ninclude b", 1),
        ("include a\ninclude a", 0),
    ])
    func anIncludedParameterIsDeclaredOnce(text: String, count: Int) throws {
        let found = try places(["0": text, "a": "param p = 0", "b": "param p = 0"])
        #expect(found.count == count)
        #expect(found.allSatisfy { $0.hasSuffix("the parameter \"p\" is declared twice") })
    }

    @Test func soMuchTextIsFine() throws {
        let comment = "#" + String(repeating: "x", count: (8 << 20) - 1)
        func times(_ count: Int) -> Files {
            Files(["0": String(repeating: "include a\n", count: count), "a": comment])
        }
        #expect(try problems(times(8)) == [])
        #expect(try problems(times(9)) == ["syntax: the included scripts add up to more than 64 MiB"])
    }

    @Test func blocksAroundIncludesCount() throws {
        func nested(_ depth: Int, _ text: String) -> String {
            String(repeating: "if true {\n", count: depth) + text + String(repeating: "\n}", count: depth)
        }
        func files(_ depth: Int) -> Files {
            Files(["0": nested(100, "include a"), "a": nested(depth, "include b"), "b": nested(190, "print 1")])
        }
        #expect(try problems(files(100)) == [])
        #expect(try problems(files(101)) == ["syntax: a script is included inside more than 200 nested blocks"])
    }
}
