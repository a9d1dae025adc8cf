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

    @Test(arguments: [
        (0.0, "0"), (12, "12"), (1e20, "100000000000000000000"), (1.25e20, "125000000000000000000"),
        (1.2345678901234568e20, "123456789012345680000"), (1e300, "1" + String(repeating: "0", count: 300)),
    ])
    func wholeNumbersHaveDigits(number: Double, digits: String) {
        #expect(NumberText.digits(number) == digits)
    }
}
