using System.Globalization;
using System.Text.RegularExpressions;
using ILGPU.Runtime.Cuda;

namespace NumericsCore.Kernels.Tests;

/// <summary>What must hold in the CUDA code of every kernel, found out without a GPU.</summary>
public partial class PtxTests
{
    /// <summary>The oldest architecture of interest, two in use, and the newest that ILGPU knows.</summary>
    public static TheoryData<int, int> Architectures
    {
        get
        {
            var newest = CudaCode.Newest;
            return new() { { 7, 0 }, { 8, 0 }, { 9, 0 }, { newest.Major, newest.Minor } };
        }
    }

    [Fact]
    public void All_kernels_are_found()
    {
        Assert.Contains(typeof(MapKernel<Sigmoid, GpuSingle>), CudaCode.Kernels);
        Assert.Contains(typeof(UpdateKernel<Decayed<AdamRule>, GpuDouble>), CudaCode.Kernels);
        Assert.Contains(typeof(AdvanceKernel), CudaCode.Kernels);
        Assert.True(CudaCode.Kernels.Length > 60, $"only {CudaCode.Kernels.Length} kernels");
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Every_kernel_computes_with_exact_instructions_and_in_registers(int major, int minor)
    {
        var architecture = new CudaArchitecture(major, minor);
        foreach (var kernel in CudaCode.KernelsOf(architecture))
        {
            string text = CudaCode.Ptx(kernel, architecture);
            // the operations written out by ExactCode are declared once more as functions that nobody calls
            Assert.DoesNotMatch(@"\bcall\b", text);
            Absent(kernel, text, Approximate());
            Absent(kernel, text, Contractible());
            Absent(kernel, text, Local());
            // an address that is one of shared memory already would become another
            Assert.DoesNotContain("cvta.to.shared", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void A_rule_brings_no_float64_into_an_update_of_float32(int major, int minor)
    {
        Type[] updates = [.. CudaCode.Kernels.Where(static kernel => kernel.IsGenericType && kernel.GetGenericTypeDefinition() == typeof(UpdateKernel<,>) && kernel.GenericTypeArguments[1] == typeof(GpuSingle))];
        Assert.NotEmpty(updates);
        foreach (var kernel in updates) Assert.DoesNotContain(".f64", CudaCode.Ptx(kernel, new(major, minor)), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void The_one_formula_that_is_too_long_to_inline_is_called_for_each_element_and_computes_exactly_too(int major, int minor)
    {
        foreach (var kernel in (Type[])[typeof(MapKernel<InverseNormal, GpuSingle>), typeof(MapKernel<InverseNormal, GpuDouble>)])
        {
            string text = CudaCode.Ptx(kernel, new(major, minor));
            var called = Called().Matches(text).Select(match => match.Groups[1].Value).ToArray();
            Assert.True(called.Length == 4, text);
            string name = Assert.Single(called.Distinct());
            // the function's own text, which calls nothing
            string function = text[text.IndexOf($" {name}(", StringComparison.Ordinal)..text.IndexOf(".visible .entry", StringComparison.Ordinal)];
            Assert.DoesNotMatch(@"\bcall\b", function);
            string type = kernel.GenericTypeArguments[1] == typeof(GpuDouble) ? "f64" : "f32";
            foreach (string instruction in new[] { "fma.rn.", "div.rn.", "sqrt.rn." }) Assert.Contains(instruction + type, function, StringComparison.Ordinal);
            Absent(kernel, text, Approximate());
            Absent(kernel, text, Contractible());
            Absent(kernel, text, Local());
            Assert.DoesNotContain("cvta.to.shared", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Products_that_are_added_up_are_fused_and_the_others_rounded_on_their_own(int major, int minor)
    {
        var architecture = new CudaArchitecture(major, minor);
        Assert.Matches(@"fma\.rn\.f32", CudaCode.Ptx(typeof(GemmMediumKernel<FormulaEpilogue<NoEpilogue, GpuSingle>, GpuSingle>), architecture));
        string plain = CudaCode.Ptx(typeof(GemmMediumKernel<FormulaEpilogue<NoEpilogue, GpuSingle>, GpuSingle>), architecture);
        Assert.DoesNotMatch(@"mul\.rn\.f32", plain);
        // the sums of blocks of k, a vector of four at a time
        Assert.Equal(4, Count(plain, "add.rn.f32"));
        Assert.Matches(@"add\.rn\.f32", CudaCode.Ptx(typeof(GemmMediumKernel<ColumnSumsEpilogue<GpuSingle>, GpuSingle>), architecture));
        Assert.Matches(@"mul\.rn\.f32", CudaCode.Ptx(typeof(GemmMediumKernel<PullbackEpilogue<Relu, GpuSingle>, GpuSingle>), architecture));
        Assert.Matches(@"fma\.rn\.f64", CudaCode.Ptx(typeof(GemmSmallKernel<FormulaEpilogue<NoEpilogue, GpuDouble>, GpuDouble>), architecture));
        string sigmoid = CudaCode.Ptx(typeof(MapKernel<Sigmoid, GpuSingle>), architecture);
        foreach (string instruction in new[] { "fma.rn.f32", "mul.rn.f32", "add.rn.f32", "div.rn.f32", "cvt.rni.f32.f32" })
            Assert.Contains(instruction, sigmoid, StringComparison.Ordinal);
        Assert.Contains("sqrt.rn.f32", CudaCode.Ptx(typeof(UpdateKernel<Decayed<AdamRule>, GpuSingle>), architecture), StringComparison.Ordinal);
        Assert.Contains("div.rn.f64", CudaCode.Ptx(typeof(UpdateKernel<Decayed<AdamRule>, GpuDouble>), architecture), StringComparison.Ordinal);
        // the sum of a row takes nothing but additions
        Assert.DoesNotMatch(@"fma\.", CudaCode.Ptx(typeof(RowReduceKernel<Identity, Sum, GpuSingle>), architecture));
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Fast_products_copy_past_the_registers_round_their_operands_once_and_multiply_them_on_tensor_cores(int major, int minor)
    {
        var architecture = new CudaArchitecture(major, minor);
        var kernels = CudaCode.KernelsOf(architecture).Where(CudaCode.OnTensorCores).ToArray();
        Assert.Equal(major < 8 ? 0 : 14, kernels.Length);
        foreach (var kernel in kernels)
        {
            string text = CudaCode.Ptx(kernel, architecture);
            bool halves = kernel.GenericTypeArguments.Contains(typeof(TensorCores<BFloat16>));
            // two vectors of four a thread of each operand, before the loop and in it, or their elements one by one
            Assert.Equal(8, Regex.Count(text, @"cp\.async\.cg\.shared\.global\s+\[%rd\d+\], \[%rd\d+\], 16, %r\d+;"));
            Assert.Equal(32, Regex.Count(text, @"cp\.async\.ca\.shared\.global\s+\[%rd\d+\], \[%rd\d+\], 4, %r\d+;"));
            Assert.Equal(2, Count(text, "cp.async.commit_group;"));
            Assert.Equal(1, Regex.Count(text, @"cp\.async\.wait_group\s+0;"));
            Assert.DoesNotContain("ld.global.v4.f32", text, StringComparison.Ordinal);
            // a thread's vectors of four back and forth, and the result's quarters
            Assert.Equal(4 + 4, Count(text, "ld.shared.v4.f32"));
            Assert.Equal(halves ? 2 : 4, Count(text, "st.shared.v4.f32"));
            Assert.Equal(halves ? 0 : 16, Count(text, "cvt.rna.tf32.f32"));
            Assert.Equal(halves ? 8 : 0, Count(text, "cvt.rn.bf16x2.f32"));
            // 4x4 fragments a warp
            Assert.Equal(16, Count(text, halves ? "mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32" : "mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32"));
            Assert.Equal(4, Count(text, "st.global.v4.f32"));
        }
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Kernels_bound_by_memory_move_128_bits_at_a_time(int major, int minor)
    {
        var architecture = new CudaArchitecture(major, minor);
        Moves(typeof(MapKernel<Sigmoid, GpuSingle>), "v4.f32", loads: 1, stores: 1);
        Moves(typeof(MapKernel<Sigmoid, GpuDouble>), "v2.f64", loads: 2, stores: 2);
        Moves(typeof(FillKernel<GpuSingle>), "v4.f32", loads: 0, stores: 1);
        Moves(typeof(ZipKernel<Zip2<Divide>, GpuSingle>), "v4.f32", loads: 2, stores: 1);
        // three, for this gradient has no use for b
        Moves(typeof(ZipKernel<Zip4<PullbackRight<Power>>, GpuSingle>), "v4.f32", loads: 3, stores: 1);
        Moves(typeof(UniformKernel<GpuSingle>), "v4.f32", loads: 0, stores: 1);
        Moves(typeof(DropoutKernel<GpuSingle>), "v4.f32", loads: 1, stores: 1);
        Moves(typeof(UpdateKernel<Decayed<SgdRule>, GpuSingle>), "v4.f32", loads: 2, stores: 1);
        Moves(typeof(UpdateKernel<Decayed<AdamRule>, GpuSingle>), "v4.f32", loads: 4, stores: 3);
        Moves(typeof(UpdateKernel<Decayed<AmsGradRule>, GpuDouble>), "v2.f64", loads: 10, stores: 8);

        void Moves(Type kernel, string type, int loads, int stores)
        {
            string text = CudaCode.Ptx(kernel, architecture);
            Assert.True(Count(text, $"ld.global.{type}") == loads, $"{kernel} has {Count(text, $"ld.global.{type}")} loads of {type}");
            Assert.True(Count(text, $"st.global.{type}") == stores, $"{kernel} has {Count(text, $"st.global.{type}")} stores of {type}");
        }
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Shared_memory_that_is_read_in_quads_starts_where_quads_may(int major, int minor)
    {
        int read = 0;
        foreach (var kernel in CudaCode.KernelsOf(new(major, minor)))
        {
            string text = CudaCode.Ptx(kernel, new(major, minor));
            if (!text.Contains("ld.shared.v", StringComparison.Ordinal)) continue;
            read++;
            var blocks = SharedBlock().Matches(text);
            Assert.NotEmpty(blocks);
            foreach (Match declared in blocks)
                Assert.True(int.Parse(declared.Groups[1].Value, CultureInfo.InvariantCulture) % Vec4<GpuSingle>.Alignment == 0, $"{CudaCode.Name(kernel)} declares {declared.Value}");
        }

        Assert.True(read > 10, $"only {read} kernels read vectors of four from shared memory");
    }

    private static int Count(string text, string part) => Regex.Count(text, Regex.Escape(part));

    private static void Absent(Type kernel, string text, Regex pattern)
    {
        if (pattern.Match(text) is { Success: true } match)
            Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"{kernel} has {match.Value.Trim()} in\n{text}"));
    }

    [GeneratedRegex(@"\.shared\s+\.align\s+(\d+)[^;]*;")]
    private static partial Regex SharedBlock();

    [GeneratedRegex(@"\bcall(?:\.uni)?\s+(?:\([^)]*\),\s*)?(\w+)")]
    private static partial Regex Called();

    [GeneratedRegex(@"\S*\.(approx|ftz|full)\b\S*")]
    private static partial Regex Approximate();

    // an operation without its rounding may be contracted with its neighbour
    [GeneratedRegex(@"\b(add|sub|mul|fma|mad|div|sqrt|rcp)\.f(32|64)\b")]
    private static partial Regex Contractible();

    [GeneratedRegex(@"\.local\b")]
    private static partial Regex Local();
}
