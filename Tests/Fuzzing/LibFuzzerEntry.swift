import SystemCalls

/// What libFuzzer calls with each input; `Scripts/fuzz` compiles it together with the tests' `FuzzTarget`.
@_cdecl("LLVMFuzzerTestOneInput")
public func runInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let problems = FuzzTarget.problems(of: Array(UnsafeBufferPointer(start: data, count: count)))
    if problems.isEmpty { return 0 }
    print(problems.joined(separator: "\n"))
    fflush(nil)
    // The fuzzer keeps the input with which a program ends so.
    abort()
}
