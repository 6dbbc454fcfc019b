using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using ILGPU.Runtime.Cuda;
using Xunit.Abstractions;

namespace NumericsCore.Kernels.Tests;

/// <summary>What must hold in the machine code of every kernel on CUDA, found out without a GPU by NVIDIA's assembler.</summary>
public partial class AssemblerTests(ITestOutputHelper output)
{
    private static readonly ConcurrentDictionary<CudaArchitecture, Lazy<IReadOnlyList<AssembledKernel>>> s_kernels = new();

    public static TheoryData<int, int> Architectures
    {
        get
        {
            TheoryData<int, int> data = [];
            foreach (var architecture in Assembler.Architectures) data.Add(architecture.Major, architecture.Minor);
            return data;
        }
    }

    [AssemblerTheory]
    [MemberData(nameof(Architectures))]
    public void Every_kernel_is_assembled_without_spills_or_local_memory(int major, int minor)
    {
        var table = new StringBuilder().AppendLine(FormattableString.Invariant($"sm_{major}{minor}: registers, bytes of shared memory, instructions"));
        foreach (var kernel in Kernels(major, minor))
        {
            Assert.True(kernel.Spills is null, $"{CudaCode.Name(kernel.Kernel)}: {kernel.Spills}");
            Assert.DoesNotContain(kernel.Instructions, line => Local().IsMatch(line));
            table.AppendLine(FormattableString.Invariant($"{kernel.Registers,4} {kernel.SharedBytes,6} {kernel.Instructions.Count,6}  {CudaCode.Name(kernel.Kernel)}"));
        }

        output.WriteLine(table.ToString());
        if (Environment.GetEnvironmentVariable("TestResultsFolder") is { Length: > 0 } folder)
            File.WriteAllText(Path.Combine(Directory.CreateDirectory(folder).FullName, FormattableString.Invariant($"cuda-registers-sm_{major}{minor}.txt")), table.ToString());
    }

    [AssemblerTheory]
    [MemberData(nameof(Architectures))]
    public void Approximate_and_flushing_instructions_occur_only_where_the_assembler_rounds_a_quotient_or_a_root(int major, int minor)
    {
        foreach (var kernel in Kernels(major, minor))
        {
            string name = CudaCode.Name(kernel.Kernel);
            bool divides = kernel.Ptx.Contains("div.rn.", StringComparison.Ordinal), roots = kernel.Ptx.Contains("sqrt.rn.", StringComparison.Ordinal);
            // a quotient's and a root's sequence are exact as a whole; so are those of integer quotients, which start from a reciprocal
            bool dividesIntegers = IntegerDivision().IsMatch(kernel.Ptx);
            foreach (string line in kernel.Instructions)
            {
                if (Approximation().Match(line) is { Success: true } match)
                {
                    bool known = match.Groups[1].Value switch
                    {
                        "RCP" => divides || roots || dividesIntegers,
                        "RCP64H" => divides,
                        "RSQ" or "RSQ64H" => roots || divides,
                        _ => false,
                    };
                    Assert.True(known, $"{name} has {line}");
                }

                if (line.Contains(".FTZ", StringComparison.Ordinal))
                    Assert.True(divides || roots || (dividesIntegers && line.Contains("F2I", StringComparison.Ordinal)), $"{name} has {line}");
            }
        }
    }

    [AssemblerTheory]
    [MemberData(nameof(Architectures))]
    public void Nothing_is_fused_that_is_rounded_twice_and_nothing_split_that_is_rounded_once(int major, int minor)
    {
        int looked = 0;
        foreach (var kernel in Kernels(major, minor))
        {
            // the sequences of quotients and roots are made of products and sums of their own
            if (kernel.Ptx.Contains("div.rn.", StringComparison.Ordinal) || kernel.Ptx.Contains("sqrt.rn.", StringComparison.Ordinal)) continue;
            looked++;
            Only(kernel, "FFMA", "fma.rn.f32");
            Only(kernel, "DFMA", "fma.rn.f64");
            Only(kernel, "DMUL", "mul.rn.f64");
            // integer quotients scale their reciprocal
            if (!IntegerDivision().IsMatch(kernel.Ptx)) Only(kernel, "FMUL", "mul.rn.f32");
        }

        Assert.True(looked > 30, $"only {looked} kernels without quotients and roots");

        static void Only(AssembledKernel kernel, string machine, string ptx)
        {
            // the same code may be laid out several times, but never appear or vanish
            bool has = kernel.Instructions.Any(line => Regex.IsMatch(line, $@"\b{machine}\b")), meant = kernel.Ptx.Contains(ptx, StringComparison.Ordinal);
            Assert.True(has == meant, $"{CudaCode.Name(kernel.Kernel)} {(has ? "has" : "lacks")} {machine}, its PTX {(meant ? "has" : "lacks")} {ptx}");
        }
    }

    [AssemblerTheory]
    [MemberData(nameof(Architectures))]
    public void Fast_products_run_on_tensor_cores_and_leave_registers_for_two_groups(int major, int minor)
    {
        var kernels = Kernels(major, minor).Where(kernel => CudaCode.OnTensorCores(kernel.Kernel)).ToArray();
        Assert.Equal(major >= 8, kernels.Length > 0);
        foreach (var kernel in kernels)
        {
            string name = CudaCode.Name(kernel.Kernel);
            string multiplication = kernel.Kernel.GenericTypeArguments.Contains(typeof(TensorCores<BFloat16>)) ? "HMMA.16816.F32.BF16" : "HMMA.1688.F32.TF32";
            int multiplications = kernel.Instructions.Count(line => line.StartsWith(multiplication, StringComparison.Ordinal));
            // copies of four elements past the L1 cache, and of one through it
            Assert.Contains(kernel.Instructions, line => line.Contains("LDGSTS", StringComparison.Ordinal) && line.Contains(".BYPASS", StringComparison.Ordinal) && line.Contains(".128", StringComparison.Ordinal));
            Assert.Contains(kernel.Instructions, line => line.Contains("LDGSTS", StringComparison.Ordinal) && !line.Contains(".128", StringComparison.Ordinal));
            Assert.Contains(kernel.Instructions, line => line.Contains("LDGDEPBAR", StringComparison.Ordinal));
            Assert.True(multiplications >= 16, $"{name} has {multiplications} instructions of tensor cores");
            // two groups fit in 64K registers with 128 each, and in 100 KB of shared memory, the least from sm_80 on
            Assert.True(kernel.Registers <= 128 && kernel.SharedBytes <= 48 * 1024, $"{name} takes {kernel.Registers} registers and {kernel.SharedBytes} bytes");
        }
    }

    [AssemblerTheory]
    [MemberData(nameof(Architectures))]
    public void Kernels_bound_by_memory_move_128_bits_at_a_time(int major, int minor)
    {
        Moves(typeof(MapKernel<Sigmoid, GpuSingle>), loads: 1, stores: 1);
        Moves(typeof(FillKernel<GpuSingle>), loads: 0, stores: 1);
        Moves(typeof(ZipKernel<Zip2<Divide>, GpuSingle>), loads: 2, stores: 1);
        Moves(typeof(DropoutKernel<GpuSingle>), loads: 1, stores: 1);
        Moves(typeof(UpdateKernel<Decayed<AdamRule>, GpuSingle>), loads: 4, stores: 3);
        Moves(typeof(UpdateKernel<Decayed<AmsGradRule>, GpuDouble>), loads: 10, stores: 8);

        void Moves(Type type, int loads, int stores)
        {
            var kernel = Kernels(major, minor).Single(kernel => kernel.Kernel == type);
            int loaded = Count(kernel, "LDG"), stored = Count(kernel, "STG");
            Assert.True(loaded >= loads && stored >= stores, $"{CudaCode.Name(type)} has {loaded} loads and {stored} stores of 128 bits");
        }

        static int Count(AssembledKernel kernel, string name) =>
            kernel.Instructions.Count(line => line.Contains(name, StringComparison.Ordinal) && line.Contains(".128", StringComparison.Ordinal));
    }

    [AssemblerTheory]
    [MemberData(nameof(Architectures))]
    public void Products_are_at_least_half_fused_multiply_adds_on_quads_and_leave_room_for_several_groups(int major, int minor)
    {
        // a slice of 8 k is 64·8 of them a thread, one of 16 k 16·16; 65,536 registers hold two groups of 256 threads, or three
        LoopOver(typeof(GemmLargeKernel<FormulaEpilogue<NoEpilogue, GpuSingle>, GpuSingle>), 512, maxInstructions: 819, maxRegisters: 128);
        LoopOver(typeof(GemmLargeKernel<PullbackEpilogue<Relu, GpuSingle>, GpuSingle>), 512, maxInstructions: 819, maxRegisters: 128);
        LoopOver(typeof(GemmMediumKernel<FormulaEpilogue<NoEpilogue, GpuSingle>, GpuSingle>), 256, maxInstructions: 512, maxRegisters: 80);
        LoopOver(typeof(GemmMediumKernel<PullbackEpilogue<Relu, GpuSingle>, GpuSingle>), 256, maxInstructions: 512, maxRegisters: 80);

        void LoopOver(Type type, int multiplications, int maxInstructions, int maxRegisters)
        {
            var kernel = Kernels(major, minor).Single(kernel => kernel.Kernel == type);
            Assert.InRange(kernel.Registers, 1, maxRegisters);
            // the loop over slices, not the one over tiles around it
            var loop = kernel.LoopOf("FFMA", most: multiplications);
            Assert.Equal(multiplications, loop.Count(line => line.Contains("FFMA", StringComparison.Ordinal)));
            Assert.InRange(loop.Count, multiplications, maxInstructions);
            Assert.Equal(32, loop.Count(line => line.StartsWith("LDS", StringComparison.Ordinal) && line.Contains(".128", StringComparison.Ordinal)));
            Assert.DoesNotContain(loop, line => line.StartsWith("LDS", StringComparison.Ordinal) && !line.Contains(".128", StringComparison.Ordinal));
            Assert.Contains(loop, line => line.Contains("LDG", StringComparison.Ordinal) && line.Contains(".128", StringComparison.Ordinal));
            // a division within the loop: a remainder that should be bits
            Assert.DoesNotContain(loop, line => line.Contains("MUFU", StringComparison.Ordinal));
        }
    }

    [AssemblerTheory]
    [MemberData(nameof(Architectures))]
    public void Small_products_read_quads_too(int major, int minor)
    {
        var kernel = Kernels(major, minor).Single(kernel => kernel.Kernel == typeof(GemmSmallKernel<FormulaEpilogue<NoEpilogue, GpuSingle>, GpuSingle>));
        Assert.InRange(kernel.Registers, 1, 80);
        Assert.Contains(kernel.Instructions, line => line.Contains("LDG", StringComparison.Ordinal) && line.Contains(".128", StringComparison.Ordinal));
        Assert.Contains(kernel.Instructions, line => line.Contains("LDS", StringComparison.Ordinal) && line.Contains(".128", StringComparison.Ordinal));
    }

    private static IReadOnlyList<AssembledKernel> Kernels(int major, int minor) =>
        s_kernels.GetOrAdd(new CudaArchitecture(major, minor), static architecture => new(() => Assembler.Assemble(CudaCode.KernelsOf(architecture), architecture))).Value;

    [GeneratedRegex(@"\bMUFU\.([A-Z0-9]+)")]
    private static partial Regex Approximation();

    [GeneratedRegex(@"\b(div|rem)\.[us](32|64)\b")]
    private static partial Regex IntegerDivision();

    [GeneratedRegex(@"\b(LDL|STL)\b")]
    private static partial Regex Local();
}
