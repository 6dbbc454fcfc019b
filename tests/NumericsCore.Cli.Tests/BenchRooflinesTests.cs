using NumericsCore.Cli.Commands;
using NumericsCore.Measurement;

namespace NumericsCore.Cli.Tests;

/// <summary>Where rooflines go, without measuring.</summary>
public sealed class BenchRooflinesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rooflines").FullName;

    [Theory]
    [InlineData("cpu")]
    [InlineData("cpu", "opencl:0")]
    [InlineData("cpu", "opencl:0", "cuda:0")]
    public void A_folder_has_a_picture_of_each_device_and_a_file_takes_one(params string[] devices)
    {
        var result = new ResultFile { Devices = [.. devices.Select(Device)] };
        string folder = Path.Combine(_folder, "made"), file = Path.Combine(_folder, "one.PNG");
        using (var rooflines = new BenchRooflines(folder, devices))
        {
            string[] drawn = [.. rooflines.Draw(result)];
            Assert.Equal(devices.Select(device => Path.Combine(folder, $"roofline-{device.Replace(':', '-')}.png")), drawn);
            Assert.All(drawn, static path => Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(path)[..4]));
        }

        if (devices.Length > 1)
        {
            Assert.Equal($"--roofline is {file}, one file for {devices.Length} devices; give a folder", Assert.Throws<InputException>(() => new BenchRooflines(file, devices)).Message);
            Assert.False(File.Exists(file));
            return;
        }

        using var single = new BenchRooflines(file, devices);
        Assert.Equal([file], single.Draw(result));
        Assert.True(new FileInfo(file).Length > 1000);
    }

    [Fact]
    public void Without_a_place_nothing_is_drawn_and_a_device_that_lacks_ceilings_leaves_none()
    {
        var result = new ResultFile { Devices = [Device("cpu"), Device("opencl:0") with { Ceilings = null }] };
        using (var none = new BenchRooflines(null, ["cpu", "opencl:0"])) Assert.Empty(none.Draw(result));
        using (var some = new BenchRooflines(_folder, ["cpu", "opencl:0"])) Assert.Single(some.Draw(result));
        Assert.Equal([Path.Combine(_folder, "roofline-cpu.png")], Directory.GetFileSystemEntries(_folder));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static DeviceRecord Device(string name) => new()
    {
        Name = name,
        Ceilings = new CeilingsRecord { CopyBytesPerSecond = 1e10, FmaFlopsPerSecond = 1e11 },
        Entries = [new EntryRecord { Kernel = "relu", Size = "4K", Flops = 4e3, Bytes = 32e3, Seconds = 1e-6 }],
    };
}
