using NumericsCore.Measurement;

namespace NumericsCore.Cli.Tests;

/// <summary>Formulas of a user's assembly under the bench: their bits, their rows, and what is said of those that cannot be measured.</summary>
public class BenchAssemblyTests
{
    private const string Gelu = """
        public readonly struct Gelu : IUnaryOperation
        {
            public static Domain Domain => Domain.Real;
            public static double ToleranceUlps => 8;
            public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => x * Elementary.Sigmoid(TLane.Of(1.702) * x);
            public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane>
            {
                TLane s = Elementary.Sigmoid(TLane.Of(1.702) * x);
                return dy * TLane.MultiplyAdd(TLane.Of(1.702) * y, TLane.Of(1) - s, s);
            }
            public double Reference(double x) => x / (1 + Math.Exp(-1.702 * x));
        }
        """;

    private const string Distance = """
        public readonly struct Distance : IBinaryOperation
        {
            public static Domain LeftDomain => Domain.Positive;
            public static Domain RightDomain => Domain.Positive;
            public static double ToleranceUlps => 2;
            public TLane Apply<TLane>(TLane a, TLane b) where TLane : struct, ILane<TLane> => TLane.Sqrt(TLane.MultiplyAdd(a, a, b * b));
            public TLane PullbackLeft<TLane>(TLane a, TLane b, TLane y, TLane dy) where TLane : struct, ILane<TLane> => dy * a / y;
            public TLane PullbackRight<TLane>(TLane a, TLane b, TLane y, TLane dy) where TLane : struct, ILane<TLane> => dy * b / y;
            public double Reference(double a, double b) => Math.Sqrt((a * a) + (b * b));
        }

        public readonly struct Product : IReductionOperation
        {
            public static double Identity => 1;
            public static TLane Combine<TLane>(TLane accumulator, TLane value) where TLane : struct, ILane<TLane> => accumulator * value;
            public static TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => dy * y / x;
        }
        """;

    private const string SignDescent = """
        public readonly struct SignDescent : IUpdateRule
        {
            private readonly FormulaValue _rate = new(0.01);
            public SignDescent() { }
            public static int Slots => 1;
            public void Update<TLane>(TLane g, ref TLane theta, ref TLane m, ref TLane s1, ref TLane s2) where TLane : struct, ILane<TLane>
            {
                m = TLane.MultiplyAdd(TLane.Of(0.9), m, g);
                theta = theta - TLane.SelectLess(m, TLane.Of(0), -TLane.Of(_rate), TLane.Of(_rate));
            }
        }
        """;

    private static readonly string s_device = Device.All.Last(static device => device.UnavailableReason is null).Name;

    [Trait("Devices", "GPU")]
    [Fact]
    public async Task Formulas_are_measured_beside_the_ceilings_and_kernels_of_the_library()
    {
        using var assembly = new CompiledAssembly(Gelu + Distance + SignDescent);
        string json = Path.Combine(Path.GetDirectoryName(assembly.File)!, "a.json");
        var run = await Bench(assembly.File, "--kernel", "relu", "--device", s_device, "--json", json);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches(@"(?m)^ceilings: copy [\d.]+ GB/s ", run.Output);
        Assert.Matches($@"(?m)^│ Gelu +│ 100 +│ {assembly.Name} │ +[\d.]+ [mµn]?s │ +\d+ % │ +[\d.]+ GB/s │ +\d+ % │ +same │ [0-9a-f]{{8}} │$", run.Output);
        Assert.Matches(@"(?m)^a launch takes .*: relu [\d.]+[KM]?, Distance ", run.Output);

        var (result, remarks) = ResultStore.Read(json);
        Assert.Empty(remarks);
        var entries = result.Devices.Single().Entries;
        Assert.Equal(["relu", "Distance", "Distance.PullbackLeft", "Distance.PullbackRight", "Gelu", "Gelu.Pullback", "Product", "SignDescent"], entries.Select(static entry => entry.Kernel));
        Assert.Equal([800.0, 1200, 2000, 2000, 800, 1600, 404, 2000], entries.Select(static entry => entry.Bytes!.Value));
        Assert.All(entries, static entry => Assert.True(entry is { SameBits: true, Seconds: > 0, Remark: null }, $"{entry}"));
        Assert.All(entries, entry => Assert.Equal(entry.Kernel == "relu" ? null : assembly.Name, entry.Peer));
        Assert.Equal((0, ""), ((await Run.Tool("bench", "compare", json, json)) is var compared ? (compared.ExitCode, compared.Error) : default));
    }

    // one run for all of it: a run measures the ceilings, whatever else it does
    [Fact]
    public async Task A_formula_with_other_bits_or_that_throws_gets_no_time_and_the_others_go_on()
    {
        using var beside = new CompiledAssembly("public static class Factors { public static double Two => 2; }");
        using var assembly = new CompiledAssembly(
            CompiledAssembly.Unary("ByWidth", "return System.Runtime.CompilerServices.Unsafe.SizeOf<TLane>() > sizeof(float) ? x + TLane.Of(1) : x;") +
            CompiledAssembly.Unary("Throws", "throw new InvalidOperationException(\"not\\ntoday\");") +
            CompiledAssembly.Unary("Fails", "return x * TLane.Of(s_factor);", "private static readonly double s_factor = double.Parse(\"x\");") +
            // one NaN is as good as another
            CompiledAssembly.Unary("NaN", "return TLane.Sqrt(x) / (x - x);") +
            CompiledAssembly.Unary("Beside", "return x * TLane.Of(Factors.Two);") +
            CompiledAssembly.Unary("Scale", "if (_factor.Double != 0.5) throw new InvalidOperationException($\"{_factor.Double}\"); return x * TLane.Of(_factor);", "private readonly FormulaValue _factor; public Scale() => _factor = new(0.5);").Replace("public struct", "public readonly struct", StringComparison.Ordinal) +
            CompiledAssembly.Unary("Hidden", "return x;").Replace("public struct", "internal struct", StringComparison.Ordinal),
            beside);
        bool isVector = MachineReader.Read().VectorBits > 0;
        var run = await Bench(assembly.File, "--device", "cpu");
        Assert.Equal((ExitCodes.WrongResult, ""), (run.ExitCode, run.Error));
        foreach (string name in (string[])["NaN", "Beside", "Scale"]) Assert.Matches($@"(?m)^│ {name} +│ 100 +│ {assembly.Name} │ +[\d.]+ [mµn]?s │.* same │ [0-9a-f]{{8}} │$", run.Output);
        if (isVector)
        {
            Assert.Matches($@"(?m)^│ ByWidth +│ 100 +│ {assembly.Name} │ +│ +│ +│ +│ +WRONG │ [0-9a-f]{{8}} │$", run.Output);
            Assert.Matches(@"(?m)^ByWidth 100: element \d+ of output 0 is 0x[0-9a-f]{8} instead of 0x[0-9a-f]{8}$", run.Output);
        }

        Assert.Matches(@"(?m)^│ Throws +│ 100 +│ .* FAILED │ +│$", run.Output);
        Assert.Contains("\nThrows 100: Throws throws InvalidOperationException: not today\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("\nFails 100: Fails throws FormatException: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("\nHidden is no public struct, and left out: a kernel of a GPU has a parameter of its type\n", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Output, StringComparison.Ordinal);
        // without --kernel there are no rows of the library
        Assert.Equal(["Beside", "ByWidth", "Fails", "NaN", "Scale", "Throws"], Rows(run).Where(static name => !name.EndsWith(".Pullback", StringComparison.Ordinal)));
    }

    [GpuFact]
    public async Task A_formula_that_a_device_refuses_is_a_row_that_failed_and_says_why_in_one_line()
    {
        using var assembly = new CompiledAssembly(CompiledAssembly.Unary("Refused", "if (TLane.IsDouble) throw new InvalidOperationException(); return x;"));
        var run = await Bench(assembly.File, "--device", Gpus.Names[^1]);
        Assert.Equal((ExitCodes.WrongResult, ""), (run.ExitCode, run.Error));
        Assert.Matches(@"(?m)^│ Refused +│ 100 +│ .* FAILED │ +│$", run.Output);
        Assert.Matches(@"(?m)^Refused 100: The formula Refused, in the kernel .* could not be built for .* IL instruction of type 'Throw'", run.Output);
        Assert.DoesNotContain("   at ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_of_two_namespaces_are_told_apart()
    {
        using var assembly = new CompiledAssembly(
            $"namespace A {{ {CompiledAssembly.Unary("Twice", "return x + x;")} }} namespace B {{ {CompiledAssembly.Unary("Twice", "return x * TLane.Of(2);")} }} namespace B {{ {CompiledAssembly.Unary("Once", "return x;")} }}");
        Assert.Equal(["A.Twice", "A.Twice.Pullback", "Once", "Once.Pullback", "B.Twice", "B.Twice.Pullback"], FormulaAssembly.Load(assembly.File).Kernels.Select(static kernel => kernel.Name));
    }

    [Fact]
    public async Task What_only_other_types_need_is_not_missed()
    {
        using var gone = new CompiledAssembly("public class Base;");
        using var partial = new CompiledAssembly(CompiledAssembly.Unary("Once", "return x;") + " public class Derived : Base;", gone);
        using var nothing = new CompiledAssembly("public class Derived : Base;", gone);
        File.Delete(gone.File);
        Assert.Equal(["Once", "Once.Pullback"], FormulaAssembly.Load(partial.File).Kernels.Select(static kernel => kernel.Name));
        await Refused(nothing.File, $"which has no formula: no public struct that implements IUnaryOperation, IBinaryOperation, ITernaryOperation, IReductionOperation, IUpdateRule; not all of it could be loaded: Could not load file or assembly '{gone.Name}, ");
    }

    [Fact]
    public async Task Another_assembly_of_the_same_name_is_refused()
    {
        using var first = new CompiledAssembly(CompiledAssembly.Unary("Once", "return x;"));
        using var second = new CompiledAssembly(CompiledAssembly.Unary("Twice", "return x + x;"), name: first.Name);
        Assert.Equal(["Once", "Once.Pullback"], FormulaAssembly.Load(first.File).Kernels.Select(static kernel => kernel.Name));
        await Refused(second.File, "which cannot be loaded: ");
    }

    [Theory]
    [InlineData("public class Nothing;", "which has no formula: no public struct that implements IUnaryOperation, IBinaryOperation, ITernaryOperation, IReductionOperation, IUpdateRule\n")]
    [InlineData("public interface IMine : IUnaryOperation;", "which has no formula: ")]
    [InlineData("struct Hidden : IReductionOperation { public static double Identity => 0; public static TLane Combine<TLane>(TLane a, TLane b) where TLane : struct, ILane<TLane> => a; public static TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => dy; }",
        "which has no formula: no public struct that implements IUnaryOperation, IBinaryOperation, ITernaryOperation, IReductionOperation, IUpdateRule; Hidden is no public struct, and left out: a kernel of a GPU has a parameter of its type\n")]
    public async Task An_assembly_without_formulas_is_refused(string source, string message)
    {
        using var assembly = new CompiledAssembly(source);
        await Refused(assembly.File, message);
    }

    [Theory]
    [InlineData("private readonly object _held = new(); public Formula() { }", "which cannot be measured: The formula Formula holds a reference, '_held' of type Object: a device gets a formula's fields by value. Hold numbers, each as a FormulaValue\n")]
    [InlineData("private readonly (int, double) _pair; public Formula() => _pair = (1, 2);", "which cannot be measured: The formula Formula holds '_pair' of type ValueTuple<Int32, Double>, whose fields ")]
    [InlineData("private readonly int _number; public Formula() => _number = int.Parse(\"x\");", "which holds Formula, which throws FormatException: ")]
    public async Task A_formula_that_could_not_be_run_anywhere_is_refused(string member, string message)
    {
        using var assembly = new CompiledAssembly(CompiledAssembly.Unary("Formula", "return x;", member));
        await Refused(assembly.File, message);
    }

    [Theory]
    [InlineData("7", "", "", "which holds Rule, which throws InvalidOperationException: Rule.Slots is 7; a rule keeps 0 to 3 state values for each parameter element\n")]
    [InlineData("0", "s0 += g;", "", "which holds Rule, which throws InvalidOperationException: Rule.Slots is 0, but its Update ")]
    [InlineData("0", "", "private readonly string _held = \"x\"; public Rule() { }", "which cannot be measured: The formula Rule holds a reference, '_held' of type String: ")]
    public async Task An_update_rule_that_no_optimizer_takes_is_refused(string slots, string update, string member, string message)
    {
        using var assembly = new CompiledAssembly($"public readonly struct Rule : IUpdateRule {{ {member} public static int Slots => {slots}; public void Update<TLane>(TLane g, ref TLane theta, ref TLane s0, ref TLane s1, ref TLane s2) where TLane : struct, ILane<TLane> {{ {update} theta -= g; }} }}");
        await Refused(assembly.File, message);
    }

    [Theory]
    [InlineData("throw new InvalidOperationException(\"no domain\")", "which holds Formula, which throws InvalidOperationException: no domain\n")]
    [InlineData("new(double.NaN, 1)", "which holds Formula, whose arguments cannot be sampled from Domain { Low = NaN, High = 1, Avoid = NaN }; expected finite numbers, the lower one first\n")]
    [InlineData("new(1, 0)", "which holds Formula, whose arguments cannot be sampled from Domain { Low = 1, High = 0, Avoid = NaN }; expected finite numbers, the lower one first\n")]
    public async Task A_formula_without_a_domain_is_refused(string domain, string message)
    {
        using var assembly = new CompiledAssembly(CompiledAssembly.Unary("Formula", "return x;").Replace("Domain.Real", domain, StringComparison.Ordinal));
        await Refused(assembly.File, message);
    }

    [Fact]
    public async Task What_is_no_assembly_is_refused()
    {
        using var assembly = new CompiledAssembly(Gelu);
        string folder = Path.GetDirectoryName(assembly.File)!, cut = Path.Combine(folder, "cut.dll"), empty = Path.Combine(folder, "empty.dll");
        byte[] bytes = File.ReadAllBytes(assembly.File);
        await File.WriteAllBytesAsync(cut, bytes[..(bytes.Length / 2)]);
        await File.WriteAllBytesAsync(empty, []);
        await Refused(Repository.Table("iris"), "which is no assembly of .NET\n");
        await Refused(cut, "which is no assembly of .NET\n");
        await Refused(empty, "which is no assembly of .NET\n");
        await Refused(folder, "which is a folder; expected an assembly of .NET\n");
        if (!OperatingSystem.IsWindows()) await Refused("/dev/null", "which is no assembly of .NET\n");
        await Refused(Path.Combine(folder, "nosuch.dll"), "but there is no such file\n");
    }

    [Fact]
    public async Task A_name_that_no_file_has_and_options_that_no_formula_suits_are_refused()
    {
        Assert.Equal((ExitCodes.BadInput, "", "error: --assembly is '', which is no name of a file\n"), await Run.Tool("bench", "--assembly", "") is var run ? (run.ExitCode, run.Output, run.Error) : default);
        using var assembly = new CompiledAssembly(Gelu);
        run = await Run.Tool("bench", "--assembly", assembly.File, "--sizes", "2x3x4");
        Assert.Equal((ExitCodes.BadInput, "", "error: --sizes has none for Gelu, Gelu.Pullback, whose sizes look like 4K\n"), (run.ExitCode, run.Output, run.Error));
        run = await Run.Tool("bench", "--assembly", assembly.File, "--roofline", "a.png");
        Assert.Equal((ExitCodes.BadInput, "", "error: --roofline is a.png, but how many operations the formulas of --assembly take is not known; expected kernels of the library too, by --kernel\n"), (run.ExitCode, run.Output, run.Error));
    }

    [Fact]
    public async Task The_page_has_every_option_of_the_help()
    {
        string page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "benchmarking.md"));
        var options = (await Run.Tool("bench", "--help")).Output.Split('\n').Select(static line => line.Trim().Split(' ')[0]).Where(static word => word.StartsWith("--", StringComparison.Ordinal)).ToList();
        Assert.Contains("--assembly", options);
        Assert.All(options, option => Assert.Contains($"`{option}", page, StringComparison.Ordinal));
    }

    private static Task<Run> Bench(string assembly, params string[] options) => Run.Tool(["bench", "--quick", "--assembly", assembly, "--sizes", "100", .. options]);

    private static IEnumerable<string> Rows(Run run) => run.Output.Split('\n').Where(static line => line.StartsWith("│ ", StringComparison.Ordinal)).Select(static line => line.Split('│')[1].Trim()).Where(static name => name != "Kernel");

    /// <summary>One line, and the exit code of bad input.</summary>
    private static async Task Refused(string file, string message)
    {
        var run = await Bench(file, "--device", "cpu");
        Assert.Equal((ExitCodes.BadInput, ""), (run.ExitCode, run.Output));
        Assert.StartsWith($"error: --assembly is {file}, {message}", run.Error, StringComparison.Ordinal);
        Assert.Equal(run.Error.Length - 1, run.Error.IndexOf('\n', StringComparison.Ordinal));
    }
}
