using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using ILGPU.Runtime.Cuda;

namespace NumericsCore.Kernels.Tests;

/// <summary>A kernel as NVIDIA's assembler made it.</summary>
/// <param name="Kernel">The kernel.</param>
/// <param name="Ptx">What was assembled.</param>
/// <param name="Registers">Registers of a thread.</param>
/// <param name="SharedBytes">Shared memory of a group.</param>
/// <param name="Spills">What the assembler says of stack and spills if there are any; null if not.</param>
/// <param name="Instructions">The machine code, an instruction or a label each.</param>
internal sealed record AssembledKernel(Type Kernel, string Ptx, int Registers, int SharedBytes, string? Spills, IReadOnlyList<string> Instructions)
{
    /// <summary>The instructions of the loop in which a name is most frequent, but no more frequent than a number.</summary>
    public IReadOnlyList<string> LoopOf(string name, int most)
    {
        var labels = Instructions.Select((line, at) => (line, at)).Where(pair => pair.line.StartsWith('.')).ToDictionary(pair => pair.line.TrimEnd(':'), pair => pair.at);
        var loops = Instructions.Select((line, at) => (Target: line.Contains("BRA `(", StringComparison.Ordinal) ? line.Split('(', ')')[1] : "", at))
            .Where(branch => labels.TryGetValue(branch.Target, out int target) && target < branch.at)
            .Select(branch => Instructions.Skip(labels[branch.Target]).Take(branch.at + 1 - labels[branch.Target]).Where(line => !line.StartsWith('.')).ToArray());
        return loops.Where(loop => Count(loop, name) <= most).MaxBy(loop => Count(loop, name)) ?? throw new InvalidOperationException($"{Kernel} has no loop.");
    }

    private static int Count(IEnumerable<string> instructions, string name) => instructions.Count(line => line.StartsWith(name, StringComparison.Ordinal));
}

/// <summary>
/// NVIDIA's ptxas and nvdisasm, from NUMERICSCORE_PTXAS (ptxas' path; nvdisasm lies beside it) or the PATH. Without them the tests
/// are skipped, unless NUMERICSCORE_REQUIRE_PTXAS=1 makes that a failure.
/// </summary>
internal static partial class Assembler
{
    // a version that every assembler from CUDA 12 on reads; ILGPU writes the same instructions in newer ones
    private static readonly CudaInstructionSet s_instructions = new(8, 0);

    private static readonly string? s_ptxas = Environment.GetEnvironmentVariable("NUMERICSCORE_PTXAS") ?? InPath("ptxas");
    private static readonly Lazy<int[]> s_supported = new(() => [.. Target().Matches(Run(Ptxas, ["--help"])).Select(match => Number(match.Groups[1])).Distinct()]);

    /// <summary>Why the tests cannot run here; null if they can, or must.</summary>
    public static string? Missing { get; } = s_ptxas is not null || Environment.GetEnvironmentVariable("NUMERICSCORE_REQUIRE_PTXAS") == "1"
        ? null : "NVIDIA's ptxas is not installed; .ci/cuda-tools runs the tests with it.";

    /// <summary>The oldest architecture of interest, two in use, and the newest that both ILGPU and this assembler know.</summary>
    public static IEnumerable<CudaArchitecture> Architectures
    {
        get
        {
            int[] wanted = [70, 80, 90];
            if (s_ptxas is not null)
            {
                int newest = CudaCode.Newest.Major * 10 + CudaCode.Newest.Minor;
                wanted = [.. wanted.Append(s_supported.Value.Where(number => number <= newest).Max()).Distinct().Where(s_supported.Value.Contains)];
            }

            return wanted.Select(number => new CudaArchitecture(number / 10, number % 10));
        }
    }

    private static string Ptxas => s_ptxas ?? throw new InvalidOperationException("ptxas is required, but neither NUMERICSCORE_PTXAS nor the PATH names it.");

    /// <summary>Assembles kernels for an architecture, all of them in one module.</summary>
    public static IReadOnlyList<AssembledKernel> Assemble(IReadOnlyList<Type> kernels, CudaArchitecture architecture)
    {
        string[] texts = [.. kernels.Select(kernel => CudaCode.Ptx(kernel, architecture, s_instructions))];
        string file = Path.Combine(Path.GetTempPath(), $"numericscore-{Guid.NewGuid():N}"), source = file + ".ptx", binary = file + ".cubin";
        try
        {
            File.WriteAllText(source, Header().Match(texts[0]).Value + string.Concat(texts.Select((text, index) => Entry(text, index))));
            string log = Run(Ptxas, ["-v", "-arch", FormattableString.Invariant($"sm_{architecture.Major}{architecture.Minor}"), source, "-o", binary]);
            string disassembler = Path.Combine(Path.GetDirectoryName(Ptxas)!, OperatingSystem.IsWindows() ? "nvdisasm.exe" : "nvdisasm");
            var reports = Report().Matches(log).ToDictionary(match => Number(match.Groups["kernel"]));
            var sections = Run(disassembler, ["-c", binary]).Split(".section\t.text.Kernel_Run").Skip(1)
                .ToDictionary(section => int.Parse(section.AsSpan(0, section.IndexOf(',', StringComparison.Ordinal)), CultureInfo.InvariantCulture));
            return [.. kernels.Select((kernel, index) => Describe(kernel, texts[index], reports[index], sections[index]))];
        }
        finally
        {
            File.Delete(source);
            File.Delete(binary);
        }
    }

    private static AssembledKernel Describe(Type kernel, string ptx, Match report, string code) => new(
        kernel, ptx, Number(report.Groups["registers"]), report.Groups["shared"] is { Success: true } shared ? Number(shared) : 0,
        report.Groups["memory"].Value is var memory && memory.StartsWith("0 bytes stack frame, 0 bytes spill stores, 0 bytes spill loads", StringComparison.Ordinal) ? null : memory,
        [.. Instruction().Matches(code).Select(match => match.Groups[1].Value)]);

    /// <summary>The kernel alone, under a name of its own: what comes before it are functions that nobody calls.</summary>
    private static string Entry(string text, int index) =>
        text[text.IndexOf(".visible .entry", StringComparison.Ordinal)..].Replace("Kernel_Run(", FormattableString.Invariant($"Kernel_Run{index}("), StringComparison.Ordinal);

    private static string Run(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd() + errors.GetAwaiter().GetResult();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed:\n{output}");
    }

    private static string? InPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? program + ".exe" : program)).FirstOrDefault(File.Exists);

    private static int Number(Group group) => int.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"'sm_(\d+)'")]
    private static partial Regex Target();

    [GeneratedRegex(@"\.version[\s\S]*?\.address_size \d+\s")]
    private static partial Regex Header();

    [GeneratedRegex(@"Function properties for Kernel_Run(?<kernel>\d+)\s+(?<memory>[^\n]*)\n[^\n]*Used (?<registers>\d+) registers[^\n]*?(?:, (?<shared>\d+) bytes smem)?[^\n]*\n")]
    private static partial Regex Report();

    // an instruction behind its address, or a label
    [GeneratedRegex(@"^\s*(?:/\*[0-9a-f]{4,}\*/\s+)?(@!?U?P\d\s+[^;\n]+|[A-Z][A-Z0-9.]*[^;\n]*(?=;)|\.L_x_\d+:)", RegexOptions.Multiline)]
    private static partial Regex Instruction();
}

/// <summary>A theory about assembled kernels.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AssemblerTheoryAttribute : TheoryAttribute
{
    public AssemblerTheoryAttribute() => Skip = Assembler.Missing;
}
