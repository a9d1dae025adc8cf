import Recipients
import Testing

@Suite struct NumberTextTests {
    @Test(arguments: [
        (0.0, "0", "0"), (-0.0, "0", "0"), (999, "999", "999"), (1000, "1000", "1,000"),
        (1_000_000, "1000000", "1,000,000"), (-12_345, "-12345", "-12,345"), (0.5, "0.5", "0.5"),
        (1e18, "1000000000000000000", "1,000,000,000,000,000,000"), (1e300, "1e+300", "1e+300"),
    ])
    func numbers(number: Double, plain: String, grouped: String) {
        #expect(NumberText.plain(number) == plain)
        #expect(NumberText.grouped(number) == grouped)
    }
}
