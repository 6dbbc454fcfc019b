namespace NumericsCore.Cli.Tests;

/// <summary>Listing devices, and training on one that is asked for.</summary>
public class DeviceTests
{
    [Fact]
    public async Task The_list_starts_with_the_cpu_and_says_that_it_computes_the_same_bits()
    {
        var run = await Run.Tool("devices");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        string cpu = run.Output.Split('\n').First(line => line.Contains("cpu", StringComparison.Ordinal));
        Assert.Contains("SIMD", cpu, StringComparison.Ordinal);
        Assert.Contains("the same bits", cpu, StringComparison.Ordinal);
    }

    [Trait("Devices", "GPU")]
    [Fact]
    public async Task Every_device_that_works_gives_the_same_weights()
    {
        string expected = await Weights("cpu");
        foreach (var device in Device.All.Where(device => device.UnavailableReason is null)) Assert.Equal(expected, await Weights(device.Name));

        static async Task<string> Weights(string device)
        {
            var json = await Run.Json("iris", "species", "--epochs", "3", "--device", device);
            Assert.Equal(device, (string?)json["device"]);
            return (string)json["weightsSha256"]!;
        }
    }

    [Theory]
    [InlineData("'gpu' is no device; expected cpu, opencl, opencl:INDEX, cuda, cuda:INDEX or auto", "--device", "gpu")]
    [InlineData("'opencl:x' is no device; expected cpu, opencl, opencl:INDEX, cuda, cuda:INDEX or auto", "--device", "opencl:x")]
    [InlineData("MathMode.Fast needs the tensor cores of a CUDA device of compute capability 8.0 or later; cpu, CPU, ", "--device", "cpu:fast")]
    [InlineData("MathMode.FastBFloat16 needs the tensor cores of a CUDA device of compute capability 8.0 or later; cpu, CPU, ", "--device", "cpu:bf16")]
    [InlineData("--threads is for the CPU, but --device is opencl", "--device", "opencl", "--threads", "2")]
    public async Task A_device_that_cannot_be_had_is_one_clear_message(string message, params string[] options)
    {
        var run = await Run.Tool(["train", Repository.Table("iris"), "--target", "species", .. options]);
        Assert.Equal(ExitCodes.BadInput, run.ExitCode);
        Assert.StartsWith("error: " + message, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.Equal("", run.Output);
    }

    [Fact]
    public async Task A_device_number_beyond_those_of_the_machine_says_what_there_is_or_what_to_install()
    {
        var run = await Run.Tool("train", Repository.Table("iris"), "--target", "species", "--device", "opencl:99");
        Assert.Equal(ExitCodes.BadInput, run.ExitCode);
        bool any = Device.All.Any(device => device.Name.StartsWith("opencl", StringComparison.Ordinal));
        Assert.Contains(any ? "There is no OpenCL device 99; this machine has 0: " : "There is no OpenCL device: ", run.Error, StringComparison.Ordinal);
    }
}
