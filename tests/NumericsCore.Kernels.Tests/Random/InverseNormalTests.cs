using System.Numerics;

namespace NumericsCore.Kernels.Tests;

public class InverseNormalTests
{
    private const int Uniforms = 1 << 24;

    /// <summary>k and Φ⁻¹((2k + 1)·2^-25), by mpmath with 40 digits: the ends, both sides of the branches, and points between.</summary>
    public static TheoryData<int, double> Quantiles => new()
    {
        { 0, -5.4199831749168679884 },
        { 1, -5.2201130606005404069 },
        { 2, -5.1246928184318428511 },
        { 5, -4.9740596803891581985 },
        { 10, -4.8472735916976261191 },
        { 100, -4.3779417905456872561 },
        { 1000, -3.8476240408811811728 },
        { 16777, -3.0902272788037582244 },
        { 100000, -2.5144746110507239677 },
        { 838860, -1.6448538003289387125 },
        { 1258290, -1.4395317656870391785 },
        { 1258291, -1.4395313446176728011 },
        { 1258292, -1.4395309235485616516 },
        { 1677721, -1.2815515995076845694 },
        { 3000000, -0.91989443313890283285 },
        { 4194304, -0.67448965641219706795 },
        { 6000000, -0.36480657475169458067 },
        { 8000000, -0.058093218643505648772 },
        { 8388600, -1.120550159200217606e-6 },
        { 8388606, -2.2411003183999849723e-7 },
        { 8388607, -7.4703343946665609891e-8 },
        { 8388608, 7.4703343946665609891e-8 },
        { 8388609, 2.2411003183999849723e-7 },
        { 9000000, 0.09147353453439864478 },
        { 12000000, 0.5688050225771843575 },
        { 15518924, 1.4395313446176728011 },
        { 15518925, 1.4395317656870391785 },
        { 15518926, 1.4395321867566607842 },
        { 16000000, 1.6815748669637074392 },
        { 16700000, 2.6043524362100526944 },
        { 16777200, 4.7694011343123634386 },
        { 16777214, 5.2201130606005404069 },
        { 16777215, 5.4199831749168679884 },
    };

    [Theory]
    [MemberData(nameof(Quantiles))]
    public void Quantiles_are_those_of_the_normal_distribution(int k, double exact)
    {
        Assert.InRange(Of((double)k / Uniforms) / exact, 1 - 2e-15, 1 + 2e-15);
        Assert.InRange(Of((float)k / Uniforms) / exact, 1 - 3.8e-7, 1 + 3.8e-7);
    }

    [Fact]
    public void Float32_stays_close_to_float64_over_all_uniforms()
    {
        for (int k = 0; k < Uniforms; k += 251)
        {
            double exact = Of((double)k / Uniforms);
            Assert.InRange(Of((float)k / Uniforms) / exact, 1 - 3.8e-7, 1 + 3.8e-7);
        }
    }

    [Fact]
    public void Opposite_uniforms_give_opposite_numbers()
    {
        for (int k = 0; k < Uniforms / 2; k += 1009)
        {
            Assert.Equal(-Of((float)k / Uniforms), Of((float)(Uniforms - 1 - k) / Uniforms));
            Assert.Equal(-Of((double)k / Uniforms), Of((double)(Uniforms - 1 - k) / Uniforms));
        }
    }

    [Fact]
    public void Numbers_beyond_the_ends_give_the_ends_and_nan_gives_nan()
    {
        Assert.Equal(Of(0.0), Of(-1.0));
        Assert.Equal(Of(1.0 - (1.0 / Uniforms)), Of(1.0 - 1e-16));
        Assert.Equal(Of(0f), Of(float.NegativeInfinity));
        Assert.Equal(double.NaN, Of(double.NaN));
        Assert.Equal(float.NaN, Of(float.NaN));
    }

    [Fact]
    public void Every_width_and_thread_count_gives_the_same_bits()
    {
        Check<float>();
        Check<double>();

        static void Check<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var expected = Normals<T>(Backends.Plain, 33003);
            foreach (var cpu in Backends.All) Bits.Equal(expected, Normals<T>(cpu, 33003));
        }
    }

    [Fact]
    public void Moments_are_those_of_the_normal_distribution()
    {
        const int n = 1 << 18;
        double[] z = Normals<double>(Slices.Wide, n);

        // six standard deviations of each estimate; the odd moments of order 1 and 3 vary by 1 and 15, the even ones by 2 and 96
        Assert.InRange(z.Average(), -6 / Math.Sqrt(n), 6 / Math.Sqrt(n));
        Assert.InRange(z.Average(x => x * x) - 1, -6 * Math.Sqrt(2.0 / n), 6 * Math.Sqrt(2.0 / n));
        Assert.InRange(z.Average(x => x * x * x), -6 * Math.Sqrt(15.0 / n), 6 * Math.Sqrt(15.0 / n));
        Assert.InRange(z.Average(x => x * x * x * x) - 3, -6 * Math.Sqrt(96.0 / n), 6 * Math.Sqrt(96.0 / n));
    }

    private static T[] Normals<T>(CpuBackend cpu, int length) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var y = cpu.Empty<T>(length);
        cpu.RandomUniform(y, new RandomAddress(77, 3, null));
        cpu.Map<InverseNormal, T>(y, y);
        return y.ToArray();
    }

    private static T Of<T>(T u) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        ScalarLane<T>.Element(default(InverseNormal).Apply(new ScalarLane<T>(u)), 0);
}
