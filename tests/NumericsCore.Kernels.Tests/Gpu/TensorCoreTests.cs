using System.Reflection;
using System.Text.RegularExpressions;
using ILGPU;
using ILGPU.Runtime.Cuda;

namespace NumericsCore.Kernels.Tests;

/// <summary>Which register goes where in the tensor cores' instructions, followed through a program of a few lines.</summary>
public partial class TensorCoreTests
{
    [Fact]
    public void TF32_fragments_are_handed_to_the_instruction_in_their_order_and_back()
    {
        var (multiplied, stored) = Follow(typeof(Probe<Tf32>), "mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32");
        Assert.Equal(["in0", "in1", "in2", "tf32(in3)", "in4", "in5", "in6", "in7", "in8", "in9"], multiplied);
        Assert.Equal(["out0", "out1", "out2", "out3"], stored);
    }

    [Fact]
    public void Bfloat16_fragments_are_handed_to_the_instruction_in_their_order_and_back_with_the_nearer_k_in_the_lower_half()
    {
        var (multiplied, stored) = Follow(typeof(Probe<BFloat16>), "mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32");
        // PTX names the upper half first
        Assert.Equal(["in0", "in1", "in2", "bf16(in4, in3)", "in5", "in6", "in7", "in8", "in9", "in10"], multiplied);
        Assert.Equal(["out0", "out1", "out2", "out3"], stored);
    }

    [Fact]
    public void A_thread_waits_for_its_copies_rounds_them_and_only_then_meets_the_others()
    {
        foreach (var kernel in CudaCode.Kernels.Where(CudaCode.OnTensorCores))
        {
            string text = CudaCode.Ptx(kernel, new CudaArchitecture(8, 0));
            int from = text.IndexOf("cp.async.wait_group", StringComparison.Ordinal), to = text.IndexOf("bar.sync", from, StringComparison.Ordinal);
            string between = text[from..to];
            // one block of instructions, which loads and stores vectors of four of its own and starts no copies
            Assert.DoesNotMatch(@"\bbra\b|^L_\w+:|cp\.async\.c[ag]", between);
            Assert.Equal(4, Regex.Count(between, @"ld\.shared\.v4"));
            Assert.Equal(kernel.GenericTypeArguments.Contains(typeof(TensorCores<BFloat16>)) ? 2 : 4, Regex.Count(between, @"st\.shared\.v4"));
        }
    }

    /// <summary>What a kernel gives to an instruction of tensor cores, and what of its results it stores.</summary>
    private static (string[] Multiplied, List<string> Stored) Follow(Type kernel, string multiplication)
    {
        Dictionary<string, string> held = [];
        List<string> stored = [];
        string[] multiplied = [];
        int loads = 0;
        foreach (Match line in Line().Matches(CudaCode.Ptx(kernel, new CudaArchitecture(8, 0))))
        {
            string[] registers = [.. Register().Matches(line.Groups["operands"].Value).Select(match => match.Value)];
            switch (line.Groups["name"].Value)
            {
                case "ld.global.f32":
                    held[registers[0]] = FormattableString.Invariant($"in{loads++}");
                    break;
                case "mov.b32" when held.TryGetValue(registers[1], out string? value):
                    held[registers[0]] = value;
                    break;
                case "cvt.rna.tf32.f32":
                    held[registers[0]] = $"tf32({held[registers[1]]})";
                    break;
                case "cvt.rn.bf16x2.f32":
                    held[registers[0]] = $"bf16({held[registers[1]]}, {held[registers[2]]})";
                    break;
                case var name when name == multiplication:
                    multiplied = [.. registers.Skip(4).Select(register => held[register])];
                    for (int i = 0; i < 4; i++) held[registers[i]] = FormattableString.Invariant($"out{i}");
                    break;
                case "st.global.f32":
                    stored.Add(held[registers[1]]);
                    break;
            }
        }

        return (multiplied, stored);
    }

    [GeneratedRegex(@"^\t(?<name>[a-z][\w.]+)\t(?<operands>[^;]*);", RegexOptions.Multiline)]
    private static partial Regex Line();

    [GeneratedRegex(@"%\w+")]
    private static partial Regex Register();

    private readonly struct Probe<TFormat> : IGpuKernel where TFormat : struct, ITensorFormat
    {
        public static MethodInfo Code => ((Delegate)Run).Method;

        private static void Run(ArrayView<float> x)
        {
            FragmentA a = new(x[0], x[1], x[2], TensorCores<TFormat>.Near(x[3], x[10]), 0);
            FragmentB b = new(x[4], x[5], 0);
            FragmentC c = new(x[6], x[7], x[8], x[9]);
            c = TensorCores<TFormat>.MultiplyAdd(TensorCores<TFormat>.Exchange(), a, b, c);
            x[11] = c.X;
            x[12] = c.Y;
            x[13] = c.Z;
            x[14] = c.W;
        }
    }
}
