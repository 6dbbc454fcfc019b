namespace NumericsCore.Measurement.Tests;

/// <summary>Result files, also those of other versions.</summary>
public class ResultStoreTests
{
    private static readonly ResultFile s_full = new()
    {
        Command = "numericscore bench",
        Warnings = ["a warning"],
        Started = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        Machine = new MachineRecord { Cpu = "a \"processor\" of 2 µm", Cores = 2, Threads = 4, VectorBits = 256, Level3Bytes = 32 << 20 },
        Devices =
        [
            new DeviceRecord
            {
                Name = "cpu", Description = "CPU, 4 threads", Type = "CPU", Units = 4, Clock = "host clock", LaunchSeconds = 1e-7, Notes = ["a note"],
                Ceilings = new CeilingsRecord { CopyBytesPerSecond = 4.5e10, CopyMethod = "plain copy", FmaFlopsPerSecond = 2.25e11 },
                Entries = [new EntryRecord { Kernel = "relu", Size = "4K", Bytes = 32768, Flops = 4096, Seconds = 1.25e-6, Spread = 1e-8, Minimum = 1.2e-6, Samples = 3, SampleSeconds = [1.25e-6, 1.2e-6, 1.3125e-6], BitsSha256 = "00ff", SameBits = true }],
            },
        ],
    };

    [Fact]
    public void What_is_written_is_read()
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.json");
        try
        {
            ResultStore.Write(s_full with { Devices = [] }, path);
            // over another one
            ResultStore.Write(s_full, path);
            var (result, remarks) = ResultStore.Read(path);
            Assert.Equal(ResultStore.ToJson(s_full), ResultStore.ToJson(result));
            Assert.Empty(remarks);
            Assert.Equal([path], Directory.GetFiles(Path.GetTempPath(), Path.GetFileName(path) + "*"));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void The_format_is_the_documented_one()
    {
        string json = ResultStore.ToJson(s_full);
        foreach (string field in (string[])["\"schema\": 1", "\"cpu\": \"a \\\"processor\\\" of 2 µm\"", "\"copyBytesPerSecond\": 45000000000", "\"kernel\": \"relu\"", "\"sameBits\": true", "\"sampleSeconds\": [1.25E-06, 1.2E-06, 1.3125E-06]", "\"bitsSha256\": \"00ff\""])
            Assert.Contains(field, json, StringComparison.Ordinal);
    }

    [Fact]
    public void A_newer_file_is_read_and_what_is_unknown_in_it_is_named()
    {
        const string json = """
            {"schema": 3, "weather": "fine", "machine": {"cpu": "x", "fans": 2},
             "devices": [{"name": "cpu", "ceilings": {"l2BytesPerSecond": 1}, "entries": [{"kernel": "conv", "size": "9", "seconds": 1, "watts": 3}, {"kernel": "relu", "size": "9", "watts": 4}]}]}
            """;
        var (result, remarks) = ResultStore.Parse(json, "b.json");
        Assert.Equal(
            [
                "b.json has version 3 of the format; this program knows 1",
                "b.json: the field weather is unknown here, and left out",
                "b.json: the field machine.fans is unknown here, and left out",
                "b.json: the field devices.ceilings.l2BytesPerSecond is unknown here, and left out",
                "b.json: the field devices.entries.watts is unknown here, and left out",
            ], remarks);
        Assert.Equal(("conv", 1.0), (result.Devices[0].Entries[0].Kernel, result.Devices[0].Entries[0].Seconds));
    }

    [Fact]
    public void An_older_file_lacks_fields_and_they_stay_unknown()
    {
        var (result, remarks) = ResultStore.Parse("""{"schema": 0, "devices": [{"name": "cpu", "entries": [{"kernel": "relu", "size": "9"}]}]}""", "a.json");
        Assert.Equal(["a.json has version 0 of the format; this program knows 1"], remarks);
        Assert.Null(result.Machine);
        Assert.Null(result.Devices[0].Ceilings);
        Assert.Null(result.Devices[0].Entries[0].Seconds);
    }

    [Theory]
    [InlineData("[]", "f is no result of numericscore bench; expected an object with \"schema\" and \"devices\"")]
    [InlineData("{\"schema\": 1}", "f is no result of numericscore bench; expected an object with \"schema\" and \"devices\"")]
    [InlineData("{\"schema\": 1, \"devices\": 3}", "f is no result of numericscore bench: ")]
    [InlineData("{\"schema\": 1, \"devices\": null}", "f is no result of numericscore bench: ")]
    [InlineData("{\"schema\": 1, \"devices\": [{\"name\": \"cpu\", \"entries\": null}]}", "f is no result of numericscore bench: ")]
    [InlineData("kernel,time", "f is no result of numericscore bench: ")]
    public void Another_file_is_refused(string json, string message) =>
        Assert.StartsWith(message, Assert.Throws<ResultFormatException>(() => ResultStore.Parse(json, "f")).Message, StringComparison.Ordinal);
}
