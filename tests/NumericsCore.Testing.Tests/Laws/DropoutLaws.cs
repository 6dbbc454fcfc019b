using FsCheck;
using FsCheck.Fluent;

namespace NumericsCore.Testing.Tests.Laws;

[Collection(DeviceTests.Name)]
public class DropoutLaws
{
    private static readonly Arbitrary<(int Percent, uint Seed, uint Stream)> s_draws = (
        from percent in Gen.Choose(0, 90)
        from seed in Gen.Choose(0, int.MaxValue)
        from stream in Gen.Choose(0, int.MaxValue)
        select (percent, (uint)seed, (uint)stream)).ToArbitrary();

    [Theory, CpuDevices, GpuDevices]
    public void Dropout_keeps_the_mean_within_its_confidence_interval(string name)
    {
        var device = Devices.Get(name);
        const int Count = 20_000;
        var ones = Tensor.Ones([Count], device: device);
        Law.Holds(s_draws, draw =>
        {
            double rate = draw.Percent / 100.0;
            double mean = ones.Dropout(rate, draw.Seed, draw.Stream).ToDoubleArray().Average();
            // an element is 1/(1 - r) with probability 1 - r: variance r/(1 - r). Six standard errors are passed by chance once in
            // 500 million draws; the scale 1/(1 - r) and the rate are rounded to float32.
            double standardError = Math.Sqrt(rate / (1 - rate) / Count);
            Law.Within([1], [mean], _ => 6 * standardError + 4 * Law.Unit / (1 - rate));
        });
    }

    [Theory, CpuDevices, GpuDevices]
    public void A_mask_depends_on_seed_stream_and_index_alone(string name)
    {
        var device = Devices.Get(name);
        Law.Holds(s_draws, draw =>
        {
            double rate = draw.Percent / 100.0;
            bool[] mask = Mask(Tensor.Ones([1001], device: device), rate, draw.Seed, draw.Stream);

            // not on the values, the length, the shape, the device, or what was drawn before
            Tensor.Ones([77], device: device).Dropout(rate, draw.Seed + 1, draw.Stream);
            Assert.Equal(mask, Mask(Tensor.Uniform([1001], 5, 1, 2, device: device), rate, draw.Seed, draw.Stream));
            Assert.Equal(mask[..100], Mask(Tensor.Ones([100], device: device), rate, draw.Seed, draw.Stream));
            Assert.Equal(mask, Mask(Tensor.Ones([7, 11, 13], device: device), rate, draw.Seed, draw.Stream));
            Assert.Equal(mask, Mask(Tensor.Ones([1001]), rate, draw.Seed, draw.Stream));

            // and on each of these
            if (draw.Percent is < 20 or > 80) return;
            Assert.NotEqual(mask, Mask(Tensor.Ones([1001], device: device), rate, draw.Seed + 1, draw.Stream));
            Assert.NotEqual(mask, Mask(Tensor.Ones([1001], device: device), rate, draw.Seed, draw.Stream + 1));
            Assert.NotEqual(mask[..500], mask[500..1000]);
        });
    }

    private static bool[] Mask(Tensor x, double rate, ulong seed, uint stream) => [.. x.Dropout(rate, seed, stream).ToDoubleArray().Select(static value => value != 0)];
}
