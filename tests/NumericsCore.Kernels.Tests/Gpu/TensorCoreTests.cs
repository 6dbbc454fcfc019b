using System.Reflection;
using System.Text.RegularExpressions;
using ILGPU;
using ILGPU.Runtime.Cuda;

namespace NumericsCore.Kernels.Tests;

/// <summary>Which register goes where in the tensor cores' instructions, followed through a program of a few lines.</summary>
public partial class TensorCoreTests
{
    [Fact]
    public void Fragments_are_handed_to_the_instruction_in_their_order_and_back()
    {
        Dictionary<string, string> held = [];
        List<string> stored = [];
        string[] multiplied = [];
        int loads = 0;
        foreach (Match line in Line().Matches(CudaCode.Ptx(typeof(Probe), new CudaArchitecture(8, 0))))
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
                    held[registers[0]] = $"round({held[registers[1]]})";
                    break;
                case "mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32":
                    multiplied = [.. registers.Skip(4).Select(register => held[register])];
                    for (int i = 0; i < 4; i++) held[registers[i]] = FormattableString.Invariant($"out{i}");
                    break;
                case "st.global.f32":
                    stored.Add(held[registers[1]]);
                    break;
            }
        }

        Assert.Equal(["in0", "in1", "in2", "round(in3)", "in4", "in5", "in6", "in7", "in8", "in9"], multiplied);
        Assert.Equal(["out0", "out1", "out2", "out3"], stored);
    }

    [GeneratedRegex(@"^\t(?<name>[a-z][\w.]+)\t(?<operands>[^;]*);", RegexOptions.Multiline)]
    private static partial Regex Line();

    [GeneratedRegex(@"%\w+")]
    private static partial Regex Register();

    private readonly struct Probe : IGpuKernel
    {
        public static MethodInfo Code => ((Delegate)Run).Method;

        private static void Run(ArrayView<float> x)
        {
            FragmentA a = new(x[0], x[1], x[2], TensorCores.Round(x[3]), 0);
            FragmentB b = new(x[4], x[5], 0);
            FragmentC c = new(x[6], x[7], x[8], x[9]);
            c = TensorCores.MultiplyAdd(TensorCores.Exchange(), a, b, c);
            x[10] = c.X;
            x[11] = c.Y;
            x[12] = c.Z;
            x[13] = c.W;
        }
    }
}
