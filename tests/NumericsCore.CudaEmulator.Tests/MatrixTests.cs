using FsCheck.Xunit;

namespace NumericsCore.CudaEmulator.Tests;

/// <summary>mma.sync beside three plain loops, its operands laid out as the PTX ISA's figures show them.</summary>
public class MatrixTests
{
    [Property(MaxTest = 20)]
    public void Tf32_products_are_those_of_three_loops(int seed) => Check(seed, "mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32", 8, 1);

    [Property(MaxTest = 20)]
    public void BFloat16_products_are_those_of_three_loops(int seed) => Check(seed, "mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32", 16, 2);

    [Fact]
    public void Tf32_operands_lose_the_bits_that_the_format_lacks()
    {
        float[] registers = new float[32 * 14];
        // a(0, 0) is 1 and the least float32 above it makes; b(0, 0) is 1
        registers[0] = BitConverter.UInt32BitsToSingle(0x3f801fff);
        registers[4] = 1;
        Assert.Equal(1f, Run("mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32", registers)[10]);
    }

    [Fact]
    public void A_warp_that_is_not_whole_cannot_multiply()
    {
        using var device = new TestDevice();
        Assert.Equal(CudaError.LaunchFailed, Assert.Throws<DeviceFaultException>(() =>
            device.Run(Kernel("mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32"), new(1), new(31), new float[32 * 14])).Code);
    }

    // a register is a row of 14: four of a, two of b, four of c, four of d; here small whole numbers, which all formats hold
    private static void Check(int seed, string instruction, int k, int inRegister)
    {
        var random = new Random(seed);
        float[,] a = Fill(16, k), b = Fill(k, 8), c = Fill(16, 8);
        float[] registers = new float[32 * 14];
        for (int lane = 0; lane < 32; lane++)
        {
            int group = lane / 4, inGroup = lane % 4, at = lane * 14;
            if (inRegister == 1)
            {
                (registers[at], registers[at + 1], registers[at + 2], registers[at + 3]) = (a[group, inGroup], a[group + 8, inGroup], a[group, inGroup + 4], a[group + 8, inGroup + 4]);
                (registers[at + 4], registers[at + 5]) = (b[inGroup, group], b[inGroup + 4, group]);
            }
            else
            {
                int two = 2 * inGroup;
                registers[at] = Pack(a[group, two], a[group, two + 1]);
                registers[at + 1] = Pack(a[group + 8, two], a[group + 8, two + 1]);
                registers[at + 2] = Pack(a[group, two + 8], a[group, two + 9]);
                registers[at + 3] = Pack(a[group + 8, two + 8], a[group + 8, two + 9]);
                registers[at + 4] = Pack(b[two, group], b[two + 1, group]);
                registers[at + 5] = Pack(b[two + 8, group], b[two + 9, group]);
            }

            for (int r = 0; r < 4; r++) registers[at + 6 + r] = c[group + (r / 2 * 8), (2 * inGroup) + (r % 2)];
        }

        float[] results = Run(instruction, registers);
        for (int lane = 0; lane < 32; lane++)
        {
            for (int r = 0; r < 4; r++)
            {
                int row = (lane / 4) + (r / 2 * 8), column = (2 * (lane % 4)) + (r % 2);
                float expected = c[row, column];
                for (int i = 0; i < k; i++) expected += a[row, i] * b[i, column];
                Assert.Equal(expected, results[(lane * 14) + 10 + r]);
            }
        }

        float[,] Fill(int rows, int columns)
        {
            float[,] matrix = new float[rows, columns];
            for (int i = 0; i < rows; i++)
                for (int j = 0; j < columns; j++) matrix[i, j] = random.Next(-100, 101);
            return matrix;
        }
    }

    // the lower half first
    private static float Pack(float low, float high) =>
        BitConverter.UInt32BitsToSingle((BitConverter.SingleToUInt32Bits(low) >> 16) | (BitConverter.SingleToUInt32Bits(high) & 0xffff0000));

    private static float[] Run(string instruction, float[] registers)
    {
        using var device = new TestDevice();
        return device.Run(Kernel(instruction), new(1), new(32), registers);
    }

    private static PtxKernel Kernel(string instruction) => TestDevice.Body($$"""
        ld.param.u64 %rd0, [data];
        mov.u32 %r0, %tid.x;
        mad.wide.u32 %rd0, %r0, 56, %rd0;
        {{string.Concat(Enumerable.Range(0, 6).Select(i => $"ld.global.b32 %r{i + 1}, [%rd0+{4 * i}]; "))}}
        {{string.Concat(Enumerable.Range(0, 4).Select(i => $"ld.global.f32 %f{i}, [%rd0+{24 + (4 * i)}]; "))}}
        {{instruction}} {%f4, %f5, %f6, %f7}, {%r1, %r2, %r3, %r4}, {%r5, %r6}, {%f0, %f1, %f2, %f3};
        {{string.Concat(Enumerable.Range(0, 4).Select(i => $"st.global.f32 [%rd0+{40 + (4 * i)}], %f{i + 4}; "))}}
        ret;
        """);
}
