using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using ILGPU;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime.Cuda;

namespace NumericsCore.Kernels.Tests;

/// <summary>What must hold in the CUDA code of every kernel, found out without a GPU.</summary>
public partial class PtxTests
{
    private static readonly Context s_context = GpuContext.Create(_ => { });

    // what generic kernels are closed over, by the interface that a parameter asks for
    private static readonly Type[] s_unary = [typeof(Identity), typeof(Sigmoid)];
    private static readonly Type[] s_zips = [typeof(Zip2<Divide>), typeof(Zip3<Pullback<Tanh>>), typeof(Zip4<PullbackRight<Power>>)];
    private static readonly Type[] s_reductions = [typeof(Sum), typeof(Max)];
    private static readonly Type[] s_pairs = [typeof(Divide), typeof(SquaredError)];
    private static readonly Type[] s_lanes = [typeof(GpuSingle), typeof(GpuDouble)];
    private static readonly Type[] s_finishes =
    [
        typeof(EpilogueFinish<NoEpilogue, GpuSingle>), typeof(EpilogueFinish<BiasThen<Sigmoid>, GpuDouble>), typeof(ColumnSumsFinish<GpuSingle>), typeof(ColumnSumsFinish<GpuDouble>),
        typeof(DropoutFinish<NoEpilogue, GpuDouble>), typeof(DropoutFinish<BiasThen<Relu>, GpuSingle>), typeof(PullbackFinish<Relu, GpuSingle>), typeof(PullbackFinish<Tanh, GpuDouble>),
    ];

    private static readonly Type[] s_rules = [.. typeof(IUpdateRule).Assembly.GetTypes().Where(type => type.IsValueType && !type.IsGenericTypeDefinition && type.IsAssignableTo(typeof(IUpdateRule)))];

    /// <summary>The oldest architecture of interest, two in use, and the newest that ILGPU knows.</summary>
    public static TheoryData<int, int> Architectures
    {
        get
        {
            var newest = typeof(CudaArchitecture).GetFields(BindingFlags.Public | BindingFlags.Static)
                .Where(known => known.FieldType == typeof(CudaArchitecture)).Select(known => (CudaArchitecture)known.GetValue(null)!).Max();
            return new() { { 7, 0 }, { 8, 0 }, { 9, 0 }, { newest.Major, newest.Minor } };
        }
    }

    private static Type[] Kernels { get; } = [.. typeof(IGpuKernel).Assembly.GetTypes().Where(type => type.IsValueType && type.IsAssignableTo(typeof(IGpuKernel))).SelectMany(Close)];

    [Fact]
    public void All_kernels_are_found()
    {
        Assert.Contains(typeof(MapKernel<Sigmoid, GpuSingle>), Kernels);
        Assert.Contains(typeof(UpdateKernel<AdamRule, GpuDouble>), Kernels);
        Assert.Contains(typeof(AdvanceKernel), Kernels);
        Assert.True(Kernels.Length > 60, $"only {Kernels.Length} kernels");
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Every_kernel_computes_with_exact_instructions_and_in_registers(int major, int minor)
    {
        var backend = Backend(major, minor);
        foreach (var kernel in Kernels)
        {
            string text = Compile(backend, kernel);
            // the operations written out by ExactCode are declared once more as functions that nobody calls
            Assert.DoesNotMatch(@"\bcall\b", text);
            Absent(kernel, text, Approximate());
            Absent(kernel, text, Contractible());
            Absent(kernel, text, Local());
        }
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Products_that_are_added_up_are_fused_and_the_others_rounded_on_their_own(int major, int minor)
    {
        var backend = Backend(major, minor);
        Assert.Matches(@"fma\.rn\.f32", Compile(backend, typeof(GemmTileKernel<EpilogueFinish<NoEpilogue, GpuSingle>, GpuSingle>)));
        Assert.DoesNotMatch(@"(mul|add)\.rn\.f32", Compile(backend, typeof(GemmTileKernel<EpilogueFinish<NoEpilogue, GpuSingle>, GpuSingle>)));
        Assert.Matches(@"add\.rn\.f32", Compile(backend, typeof(GemmTileKernel<ColumnSumsFinish<GpuSingle>, GpuSingle>)));
        Assert.Matches(@"mul\.rn\.f32", Compile(backend, typeof(GemmTileKernel<PullbackFinish<Relu, GpuSingle>, GpuSingle>)));
        Assert.Matches(@"fma\.rn\.f64", Compile(backend, typeof(GemmSmallKernel<EpilogueFinish<NoEpilogue, GpuDouble>, GpuDouble>)));
        string sigmoid = Compile(backend, typeof(MapKernel<Sigmoid, GpuSingle>));
        foreach (string instruction in new[] { "fma.rn.f32", "mul.rn.f32", "add.rn.f32", "div.rn.f32", "cvt.rni.f32.f32" })
            Assert.Contains(instruction, sigmoid, StringComparison.Ordinal);
        Assert.Contains("sqrt.rn.f32", Compile(backend, typeof(UpdateKernel<AdamRule, GpuSingle>)), StringComparison.Ordinal);
        Assert.Contains("div.rn.f64", Compile(backend, typeof(UpdateKernel<AdamRule, GpuDouble>)), StringComparison.Ordinal);
        // the sum of a row takes nothing but additions
        Assert.DoesNotMatch(@"fma\.", Compile(backend, typeof(RowReduceKernel<Identity, Sum, GpuSingle>)));
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Kernels_bound_by_memory_move_128_bits_at_a_time(int major, int minor)
    {
        var backend = Backend(major, minor);
        Moves(typeof(MapKernel<Sigmoid, GpuSingle>), "v4.f32", loads: 1, stores: 1);
        Moves(typeof(MapKernel<Sigmoid, GpuDouble>), "v2.f64", loads: 2, stores: 2);
        Moves(typeof(FillKernel<GpuSingle>), "v4.f32", loads: 0, stores: 1);
        Moves(typeof(ZipKernel<Zip2<Divide>, GpuSingle>), "v4.f32", loads: 2, stores: 1);
        // three, for this gradient has no use for b
        Moves(typeof(ZipKernel<Zip4<PullbackRight<Power>>, GpuSingle>), "v4.f32", loads: 3, stores: 1);
        Moves(typeof(UniformKernel<GpuSingle>), "v4.f32", loads: 0, stores: 1);
        Moves(typeof(DropoutKernel<GpuSingle>), "v4.f32", loads: 1, stores: 1);
        Moves(typeof(UpdateKernel<SgdRule, GpuSingle>), "v4.f32", loads: 2, stores: 1);
        Moves(typeof(UpdateKernel<AdamRule, GpuSingle>), "v4.f32", loads: 4, stores: 3);
        Moves(typeof(UpdateKernel<AmsGradRule, GpuDouble>), "v2.f64", loads: 10, stores: 8);

        void Moves(Type kernel, string type, int loads, int stores)
        {
            string text = Compile(backend, kernel);
            Assert.True(Count(text, $"ld.global.{type}") == loads, $"{kernel} has {Count(text, $"ld.global.{type}")} loads of {type}");
            Assert.True(Count(text, $"st.global.{type}") == stores, $"{kernel} has {Count(text, $"st.global.{type}")} stores of {type}");
        }
    }

    private static int Count(string text, string part) => Regex.Count(text, Regex.Escape(part));

    private static PTXBackend Backend(int major, int minor) =>
        new(s_context, new CudaArchitecture(major, minor), PTXCodeGenerator.SupportedInstructionSets.Max(), null!);

    private static string Compile(PTXBackend backend, Type kernel)
    {
        var code = (MethodInfo)kernel.GetProperty(nameof(IGpuKernel.Code), BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
        return ((PTXCompiledKernel)backend.Compile(EntryPointDescription.FromExplicitlyGroupedKernel(code), default)).PTXAssembly;
    }

    private static void Absent(Type kernel, string text, Regex pattern)
    {
        if (pattern.Match(text) is { Success: true } match)
            Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"{kernel} has {match.Value.Trim()} in\n{text}"));
    }

    private static IEnumerable<Type> Close(Type kernel)
    {
        if (!kernel.IsGenericTypeDefinition) return [kernel];
        IEnumerable<Type[]> closed = [[]];
        foreach (var parameter in kernel.GetGenericArguments())
            closed = closed.SelectMany(_ => Candidates(parameter), (before, type) => (Type[])[.. before, type]).ToArray();
        // a finish computes in the lane of its kernel
        return closed.Where(types => types.SelectMany(type => type.GenericTypeArguments).Intersect(s_lanes).All(types.Contains)).Select(kernel.MakeGenericType);
    }

    private static Type[] Candidates(Type parameter)
    {
        var constraints = parameter.GetGenericParameterConstraints();
        return constraints.Contains(typeof(IUnaryFormula)) ? s_unary
            : constraints.Contains(typeof(IBinaryFormula)) ? s_pairs
            : constraints.Contains(typeof(IZipFormula)) ? s_zips
            : constraints.Contains(typeof(IReduction)) ? s_reductions
            : constraints.Any(constraint => constraint.Name.StartsWith("IGemmFinish", StringComparison.Ordinal)) ? s_finishes
            : constraints.Contains(typeof(IUpdateRule)) ? s_rules
            : constraints.Any(constraint => constraint.Name.StartsWith("IGpuLane", StringComparison.Ordinal)) ? s_lanes
            : throw new NotSupportedException($"Nothing closes {parameter.DeclaringType}: teach {nameof(PtxTests)} what {parameter} is.");
    }

    [GeneratedRegex(@"\S*\.(approx|ftz|full)\b\S*")]
    private static partial Regex Approximate();

    // an operation without its rounding may be contracted with its neighbour
    [GeneratedRegex(@"\b(add|sub|mul|fma|mad|div|sqrt|rcp)\.f(32|64)\b")]
    private static partial Regex Contractible();

    [GeneratedRegex(@"\.local\b")]
    private static partial Regex Local();
}
