using System.CommandLine;
using System.CommandLine.Parsing;
using NumericsCore.Cli.Help;
using NumericsCore.Cli.Pipeline;
using NumericsCore.Measurement;

namespace NumericsCore.Cli.Commands;

/// <summary>What a bench measures, and where the results go.</summary>
/// <param name="Devices">The names of the devices.</param>
/// <param name="Kernels">The kernels.</param>
/// <param name="Remarks">Formulas that are not measured, and why.</param>
/// <param name="Sizes">The sizes; null for each kernel's own.</param>
/// <param name="Quick">Whether little time is spent.</param>
/// <param name="Json">The result file; null for none.</param>
/// <param name="Roofline">A PNG, or a folder for one of each device; null for none.</param>
/// <param name="Baseline">The results that times are held against; null for none.</param>
internal sealed record BenchSettings(IReadOnlyList<string> Devices, IReadOnlyList<BenchKernel> Kernels, IReadOnlyList<string> Remarks, IReadOnlyList<KernelSize>? Sizes, bool Quick, string? Json, string? Roofline, BenchBaseline? Baseline);

/// <summary>The options of the bench command.</summary>
internal sealed class BenchOptions
{
    private const string All = "all";

    private readonly Option<string> _device = new("--device") { Description = "all, cpu, opencl[:INDEX], cuda[:INDEX] or auto.", HelpName = "DEVICE", DefaultValueFactory = static _ => All };
    private readonly Option<BenchKernel[]> _kernel = new("--kernel") { Description = $"Some of {Names}. [default: all]", HelpName = "NAME,NAME,..." };
    private readonly Option<string?> _assembly = new("--assembly") { Description = "Measure the formulas of this .NET assembly, its public structs that implement IUnaryOperation and the like; with --kernel beside kernels of the library.", HelpName = "FILE" };
    private readonly Option<KernelSize[]> _sizes = CreateSizes("Elements (16M), rows and columns (1024x10), a product (32x784x512) or a batch (b32); kernels take those of their kind. [default: a sweep]");
    private readonly Option<bool> _quick = Options.Flag("--quick", "Few sizes and short samples, in some 20 seconds a device.");
    private readonly Option<string?> _json = CreateJson();
    private readonly Option<string?> _baseline = new("--baseline") { Description = $"Compare with these results of 'bench --json', and end with exit code {ExitCodes.SlowerThanBaseline} if a kernel takes certainly longer than --threshold allows.", HelpName = "FILE" };
    private readonly NumberOption<double> _threshold = BenchBaseline.CreateThreshold("With --baseline: how many times the baseline's time a kernel may take. [default: 1.1]");
    private readonly Option<string?> _roofline = new("--roofline") { Description = "Draw the roofline of each device into this folder, or that of one device into this .png.", HelpName = "PATH" };

    public BenchOptions() => _kernel.CustomParser = static result => ParseList(result, static text => BenchKernel.All.FirstOrDefault(kernel => kernel.Name == text),
        static text => $"'{text}' is no kernel; expected some of {Names}.");

    private static string Names => string.Join(", ", BenchKernel.All.Select(static kernel => kernel.Name));

    /// <summary>The option for a list of sizes.</summary>
    public static Option<KernelSize[]> CreateSizes(string description) => new("--sizes")
    {
        Description = description,
        HelpName = "SIZE,SIZE,...",
        CustomParser = static result => ParseList(result, static text => KernelSize.TryParse(text, out var size) ? size : null,
            static text => $"'{text}' is no size; expected some such as 16M, 1024x10, 32x784x512 or b32."),
    };

    /// <summary>The option for the result file.</summary>
    public static Option<string?> CreateJson() => new("--json") { Description = "Write the results to this file, for 'bench compare'; - for standard output, and the report then goes to standard error.", HelpName = "FILE" };

    /// <summary>The full name of a device that is asked for.</summary>
    /// <exception cref="InputException">There is none, or it is given with a mode.</exception>
    public static string NameOf(string asked)
    {
        var device = DeviceOption.Open(asked, null);
        return device.MathMode == MathMode.Exact ? device.Name : throw new InputException($"--device is {asked}; expected it without its mode, for the fast products are measured beside the exact ones");
    }

    /// <summary>Adds the options, in the order of the help.</summary>
    public void AddTo(ToolCommand command)
    {
        command.Add(HelpGroup.Run, _device, _kernel, _assembly, _sizes, _quick, _baseline, _threshold);
        command.Add(HelpGroup.Output, _json, _roofline);
    }

    /// <summary>What is to be done.</summary>
    /// <exception cref="InputException">A device or an assembly is missing, or nothing would be measured.</exception>
    public BenchSettings Read(ParseResult parsed)
    {
        // an option that is not given is an empty list here
        IReadOnlyList<BenchKernel> chosen = parsed.GetValue(_kernel) is { Length: > 0 } named ? named : parsed.GetValue(_assembly) is null ? BenchKernel.All : [];
        var formulas = parsed.GetValue(_assembly) is { } file ? Formulas(FileNames.Require(file, _assembly.Name)) : new FormulaAssembly([], []);
        IReadOnlyList<BenchKernel> kernels = [.. chosen, .. formulas.Kernels];
        if (parsed.GetValue(_roofline) is { } picture && chosen.Count == 0)
            throw new InputException($"{_roofline.Name} is {picture}, but how many operations the formulas of {_assembly.Name} take is not known; expected kernels of the library too, by {_kernel.Name}");
        IReadOnlyList<KernelSize>? sizes = parsed.GetValue(_sizes) is { Length: > 0 } given ? given : null;
        if (sizes is not null && !kernels.Any(kernel => sizes.Any(size => size.Form == kernel.Form)))
            throw new InputException($"--sizes has none for {string.Join(", ", kernels.Select(static kernel => kernel.Name))}, whose sizes look like {kernels[0].Sizes[0]}");
        var devices = DeviceNames(parsed.GetRequiredValue(_device));
        var baseline = BenchBaseline.Read(parsed.GetValue(_baseline), _threshold.Read(parsed), devices);
        return new BenchSettings(devices, kernels, formulas.Remarks, sizes, parsed.GetValue(_quick), parsed.GetValue(_json), parsed.GetValue(_roofline), baseline);
    }

    private FormulaAssembly Formulas(string file)
    {
        try
        {
            return FormulaAssembly.Load(file);
        }
        catch (FormulaAssemblyException e)
        {
            throw new InputException($"{_assembly.Name} is {e.Message}");
        }
    }

    private static List<string> DeviceNames(string asked)
    {
        if (asked == All) return [.. Device.All.Where(static device => device.UnavailableReason is null).Select(static device => device.Name)];
        return [NameOf(asked)];
    }

    private static T[] ParseList<T>(ArgumentResult result, Func<string, T?> parse, Func<string, string> mistake) where T : class
    {
        var items = new List<T>();
        foreach (string text in result.Tokens.SelectMany(static token => token.Value.Split(',')))
        {
            if (parse(text) is { } item) items.Add(item);
            else result.AddError(mistake(text));
        }

        return [.. items];
    }
}
