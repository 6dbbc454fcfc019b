using NumericsCore.Measurement;

namespace NumericsCore.Cli.Tests;

/// <summary>Measuring devices, and comparing what came out: the structure, for times are never twice the same.</summary>
public class BenchTests
{
    private const string Usage = "\nUsage: numericscore bench [options]\n'numericscore bench --help' lists the options.\n";
    private const string Kernels = "relu, sigmoid, dropout, mse, sum, max, row-sum, column-sum, argmax, sgd, adagrad, adadelta, adam, cross-entropy, dense, dense-backward, gemm, training-step";

    [Trait("Devices", "GPU")]
    [Fact]
    public async Task A_bench_prints_ceilings_and_a_row_for_each_kernel_and_keeps_them_in_a_file()
    {
        string folder = Directory.CreateTempSubdirectory().FullName, file = Path.Combine(folder, "a.json"), device = Device.All.Last(device => device.UnavailableReason is null).Name;
        var run = await Run.Tool("bench", "--quick", "--device", device, "--kernel", "relu,gemm,training-step", "--sizes", "100,2x3x4,b8", "--json", file, "--roofline", folder);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches(@"(?m)^ceilings: copy [\d.]+ GB/s \(read and written, [a-z' ]+\), fma [\d.]+ GFLOP/s", run.Output);
        Assert.Matches(@"(?m)^│ relu +│ 100 +│ ours +│ +[\d.]+ [mµn]?s │ +\d+ % │ +[\d.]+ GB/s │ +\d+ % │ +same │ [0-9a-f]{8} │$", run.Output);
        Assert.Matches(@"(?m)^│ gemm +│ 2x3x4 +│ ours +│ +[\d.]+ [mµn]?s │ +\d+ % │ +[\d.]+ GFLOP/s │ +\d+ % │ +same │ [0-9a-f]{8} │$", run.Output);
        Assert.Matches(@"(?m)^│ training-step +│ b8 +│ ours +│ +[\d.]+ [mµn]?s │ +\d+ % │ +[\d.]+ GFLOP/s │ +│ +same │ [0-9a-f]{8} │$", run.Output);
        Assert.Matches(@"(?m)^a launch takes [\d.]+ [mµn]?s; as long as the work on this many elements: relu [\d.]+[KM]?$", run.Output);
        string picture = Path.Combine(folder, $"roofline-{device.Replace(':', '-')}.png");
        Assert.Contains($"roofline: {picture}\n", run.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(picture));

        var (result, remarks) = ResultStore.Read(file);
        Assert.Empty(remarks);
        Assert.Equal((device, $"numericscore bench --quick --device {device} --kernel relu,gemm,training-step --sizes 100,2x3x4,b8 --json {file} --roofline {folder}"), (result.Devices.Single().Name, result.Command));
        // beside the exact product stand the fast ones of a device that has them, whose errors are held against their bound
        string?[] products = Record.Exception(() => Device.Parse($"{device}:fast")) is null ? [null, "TF32", "bf16"] : [null];
        var entries = result.Devices[0].Entries;
        Assert.Equal(products, entries.Where(static entry => entry.Kernel == "gemm").Select(static entry => entry.Parameters));
        Assert.Equal(2 + products.Length, entries.Count);
        Assert.All(entries, static entry => Assert.True(entry is { Parameters: null, SameBits: true, Seconds: > 0 } or { Parameters: not null, SameBits: null, ErrorShare: <= 1, Seconds: > 0 }, $"{entry}"));

        var compared = await Run.Tool("bench", "compare", file, file);
        Assert.Equal((0, ""), (compared.ExitCode, compared.Error));
        Assert.StartsWith($"A: a.json {device}: ", compared.Output, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^B: 0 faster, 0 slower, \d+ the same, \d+ unclear, 0 not comparable$", compared.Output);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Every_kernel_has_its_peer_in_the_program_for_PyTorch()
    {
        string program = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "benchmarks", "pytorch-peer"));
        Assert.All(BenchKernel.All, kernel => Assert.Contains($"\"{kernel.Name}\"", program, StringComparison.Ordinal));
        Assert.All(BenchKernel.All.Where(static kernel => kernel.Form != SizeForm.Batch).SelectMany(static kernel => kernel.Sizes.Concat(kernel.QuickSizes)),
            size => Assert.Contains($"\"{size}\"", program, StringComparison.Ordinal));
    }

    [Fact]
    public void Kept_results_of_devices_are_understood() => Assert.All(
        Directory.GetFiles(Path.Combine(Repository.Root, "benchmarks", "results", "devices"), "*.json"),
        static path =>
        {
            var (result, remarks) = ResultStore.Read(path);
            Assert.Empty(remarks);
            Assert.All(result.Devices.SelectMany(static device => device.Entries), static entry => Assert.True(entry is { SameBits: true, Seconds: > 0 }));
        });

    [Fact]
    public async Task Files_of_other_machines_and_versions_are_compared_and_what_is_unknown_is_named()
    {
        string folder = Directory.CreateTempSubdirectory().FullName, old = Path.Combine(folder, "old.json"), other = Path.Combine(folder, "other.json");
        await File.WriteAllTextAsync(old, """{"schema": 1, "machine": {"cpu": "X"}, "devices": [{"name": "cpu", "entries": [{"kernel": "relu", "size": "4K", "seconds": 2e-6, "spread": 1e-8}, {"kernel": "sum", "size": "4K", "sameBits": false}]}]}""");
        await File.WriteAllTextAsync(other, """{"schema": 2, "devices": [{"name": "cuda:0", "watts": 1, "entries": [{"kernel": "relu", "size": "4K", "seconds": 1e-6, "spread": 1e-8}, {"kernel": "conv", "size": "9", "seconds": 1, "peer": "P"}]}]}""");
        var run = await Run.Tool("bench", "compare", old, other);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        string[] lines = run.Output.Split('\n');
        Assert.Equal("A: old.json cpu: not described; X; NumericsCore unknown; ceilings unknown", lines[0]);
        Assert.Equal("B: other.json cuda:0: not described; machine unknown; NumericsCore unknown; ceilings unknown", lines[1]);
        Assert.Contains("│ relu   │ 4K   │ ours  │ 2.00 µs │ 1.00 µs │ 2.00 (1.90 to 2.10) │ faster │", lines);
        Assert.Contains("│ sum    │ 4K   │ ours  │   WRONG │         │                     │        │", lines);
        Assert.Contains("│ conv   │ 9    │ P     │         │  1.00 s │                     │        │", lines);
        Assert.Contains("B: 1 faster, 0 slower, 0 the same, 0 unclear, 2 not comparable", lines);
        Assert.Contains($"{other} has version 2 of the format; this program knows 1", lines);
        Assert.Contains($"{other}: the field devices.watts is unknown here, and left out", lines);
        Assert.Contains("other.json: the kernel 'conv' is unknown here, and compared by its name alone", lines);
        Directory.Delete(folder, recursive: true);
    }

    [Trait("Devices", "GPU")]
    [Fact]
    public async Task Tiles_are_measured_on_devices_that_have_them()
    {
        if (Device.All.FirstOrDefault(static device => device.UnavailableReason is null && device.Name != "cpu") is not { Name: var device })
        {
            var none = await Run.Tool("bench", "tiles");
            Assert.Equal((ExitCodes.BadInput, "", "error: there is no OpenCL or CUDA device that can be used; 'numericscore devices' lists what there is\n"), (none.ExitCode, none.Output, none.Error));
            return;
        }

        string folder = Directory.CreateTempSubdirectory().FullName, file = Path.Combine(folder, "tiles.json");
        var run = await Run.Tool("bench", "tiles", "--quick", "--device", device, "--sizes", "70x9x130,2x3x4", "--json", file);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches(@"(?m)^│ 70x9x130 +│( +[\d.]+ [mµn]?s │){3}( +(128|64|16) │){2} +\d+ % │$", run.Output);
        Assert.Matches(@"(?m)^the rule in use, new\([^)]+\)(, that of devices nobody measured)?, loses [\d.,]+ % in the mean$", run.Output);
        Assert.Matches(@"(?m)^the best rule for these times loses [\d.,]+ %: \[""[^""]+""\] = new\([^)]+\)$", run.Output);
        Assert.Equal(6, ResultStore.Read(file).Result.Devices.Single().Entries.Count);
        Assert.Contains("│ gemm   │ 2x3x4, tiles of 128 ", (await Run.Tool("bench", "compare", file)).Output, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("--device is cpu, which is the CPU and blocks products for its caches; expected opencl[:INDEX] or cuda[:INDEX]\n", "--device", "cpu")]
    [InlineData("--sizes has 4K; expected products such as 32x784x512\n", "--sizes", "4K")]
    public async Task What_has_no_tiles_is_said(string message, params string[] options)
    {
        var run = await Run.Tool(["bench", "tiles", .. options]);
        Assert.Equal((ExitCodes.BadInput, "", "error: " + message), (run.ExitCode, run.Output, run.Error));
    }

    [Fact]
    public async Task What_is_not_understood_of_tiles_is_bad_usage()
    {
        var run = await Run.Tool("bench", "tiles", "--quik");
        Assert.Equal((2, "", "Unrecognized command or argument '--quik'.\nDid you mean '--quick' where it says '--quik'?\n\nUsage: numericscore bench tiles [options]\n'numericscore bench tiles --help' lists the options.\n"), (run.ExitCode, run.Output, run.Error));
    }

    [Theory]
    [InlineData("'relo' is no kernel; expected some of " + Kernels + ".", "--kernel", "relu,relo")]
    [InlineData("'8y' is no size; expected some such as 16M, 1024x10, 32x784x512 or b32.", "--sizes", "4K,8y")]
    [InlineData("Unrecognized command or argument '--quik'.\nDid you mean '--quick' where it says '--quik'?", "--quik")]
    public async Task What_is_not_understood_is_bad_usage(string message, params string[] options)
    {
        var run = await Run.Tool(["bench", .. options]);
        Assert.Equal((2, "", message + "\n" + Usage), (run.ExitCode, run.Output, run.Error));
    }

    [Fact]
    public async Task Comparing_needs_a_file()
    {
        var run = await Run.Tool("bench", "compare");
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.EndsWith("\nUsage: numericscore bench compare FILE.json ... [options]\n'numericscore bench compare --help' lists the options.\n", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'gpu' is no device; expected cpu, opencl, opencl:INDEX, cuda, cuda:INDEX or auto", "--device", "gpu")]
    [InlineData("--sizes has none for gemm, whose sizes look like 32x784x512", "--device", "cpu", "--kernel", "gemm", "--sizes", "4K")]
    [InlineData("--json is no-such-folder/a.json, but there is no folder ", "--device", "cpu", "--json", "no-such-folder/a.json")]
    [InlineData("--json is ., which is a folder; expected a file", "--device", "cpu", "--json", ".")]
    [InlineData("--threshold is given without --baseline, which it is for", "--device", "cpu", "--threshold", "2")]
    [InlineData("--threshold is 0.9; expected a number of at least 1", "--device", "cpu", "--threshold", "0.9")]
    [InlineData("Could not find file ", "--device", "cpu", "--baseline", "no-such.json")]
    [InlineData("--roofline is no-such-folder/a.png, but there is no folder ", "--device", "cpu", "--roofline", "no-such-folder/a.png")]
    public async Task What_cannot_be_done_is_said_before_anything_is_measured(string message, params string[] options)
    {
        var run = await Run.Tool(["bench", .. options]);
        Assert.Equal((ExitCodes.BadInput, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("error: " + message, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"schema":1,"devices":[null]}""", "devices[0] is null")]
    [InlineData("""{"schema":1,"devices":[{"entries":[{},null]}]}""", "devices[0].entries[1] is null")]
    [InlineData("""{"schema":1,"devices":[{"notes":["a",null]}]}""", "devices[0].notes[1] is null")]
    [InlineData("""{"schema":1,"devices":[{"entries":[{"seconds":1e999}]}]}""", "devices[0].entries[0].seconds is Infinity; expected a number of at least 0")]
    [InlineData("""{"schema":1,"devices":[{"entries":[{"sampleSeconds":[1,-1]}]}]}""", "devices[0].entries[0].sampleSeconds has -1; expected numbers of at least 0")]
    [InlineData("""{"schema":1,"devices":[{"entries":[{"sampleSeconds":[1,"x"]}]}]}""", "A sample is no number")]
    [InlineData("""{"schema":1,"devices":[{"entries":[{"spread":-1}]}]}""", "devices[0].entries[0].spread is -1; expected a number of at least 0")]
    [InlineData("""{"schema":1,"devices":null}""", "")]
    [InlineData("""{"schema":null,"devices":[]}""", "")]
    [InlineData("""{"schema":1,"devices":[{"name":"\ud800"}]}""", "")]
    [InlineData("", "")]
    public async Task A_result_of_another_shape_is_refused_in_one_line(string json, string problem)
    {
        using var file = new TemporaryTable(json);
        var run = await Run.Tool("bench", "compare", file.File);
        Assert.Equal((ExitCodes.BadInput, ""), (run.ExitCode, run.Output));
        Assert.StartsWith($"error: {file.File} is no result of numericscore bench: {problem}", run.Error, StringComparison.Ordinal);
        Assert.Equal(run.Error.Length - 1, run.Error.IndexOf('\n', StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("bench", "--device", "cpu", "--json", "")]
    [InlineData("bench", "--device", "cpu", "--roofline", "")]
    [InlineData("bench", "compare", "")]
    public async Task An_empty_name_of_a_file_is_bad_input(params string[] args)
    {
        var run = await Run.Tool(args);
        Assert.Equal((ExitCodes.BadInput, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("error: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_baseline_of_other_devices_is_bad_input_and_a_comparison_has_a_threshold()
    {
        using var file = new TemporaryTable("""{"schema":1,"devices":[{"name":"cuda:7","entries":[{"kernel":"relu","size":"4K","seconds":1,"spread":0.001}]}]}""");
        using var other = new TemporaryTable("""{"schema":1,"devices":[{"name":"cuda:7","entries":[{"kernel":"relu","size":"4K","seconds":1.2,"spread":0.001}]}]}""");
        var run = await Run.Tool("bench", "--device", "cpu", "--baseline", file.File);
        Assert.Equal((ExitCodes.BadInput, "", $"error: --baseline is {file.File}, which has cuda:7; expected cpu\n"), (run.ExitCode, run.Output, run.Error));
        run = await Run.Tool("bench", "compare", file.File, other.File, "--threshold", "1.1");
        Assert.Equal((ExitCodes.SlowerThanBaseline, ""), (run.ExitCode, run.Error));
        Assert.Contains("\nTOO SLOW: relu 4K takes 1.20 (1.19 to 1.21) times as long in B as in A, where 1.1 is allowed\n", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await Run.Tool("bench", "compare", file.File, other.File, "--threshold", "1.3")).ExitCode);
        Assert.Equal(0, (await Run.Tool("bench", "compare", other.File, file.File, "--threshold", "1.1")).ExitCode);
    }

    [Theory]
    [InlineData("page.html", null, "<!DOCTYPE html>\n")]
    [InlineData("page.md", null, "# NumericsCore benchmarks\n")]
    [InlineData("page.csv", null, "results,device,")]
    [InlineData("page.txt", "markdown", "# NumericsCore benchmarks\n")]
    [InlineData(null, "csv", "results,device,")]
    public async Task A_report_of_kept_results_is_written_in_each_format(string? name, string? format, string start)
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        string? output = name is null ? null : Path.Combine(folder, name);
        string[] kept = [.. Directory.GetFiles(Path.Combine(Repository.Root, "benchmarks", "results"), "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        var run = await Run.Tool(["bench", "report", .. kept, .. output is null ? Array.Empty<string>() : ["--output", output], .. format is null ? Array.Empty<string>() : ["--format", format]]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        string text = output is null ? run.Output : await File.ReadAllTextAsync(output);
        Assert.StartsWith(start, text, StringComparison.Ordinal);
        Assert.Contains("opencl:0", text, StringComparison.Ordinal);
        if (output is not null) Assert.StartsWith($"{output}: {kept.Length} devices, ", run.Output, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_report_is_not_written_over_what_it_reads()
    {
        using var file = new TemporaryTable("""{"schema":1,"devices":[]}""");
        var run = await Run.Tool("bench", "report", file.File, "--output", file.File);
        Assert.Equal((ExitCodes.BadInput, ""), (run.ExitCode, run.Output));
        Assert.StartsWith($"error: --output is {file.File}, the same file as ", run.Error, StringComparison.Ordinal);
        run = await Run.Tool("bench", "report", file.File, "--format", "pdf");
        Assert.Equal(2, run.ExitCode);
        Assert.EndsWith("\nUsage: numericscore bench report FILE.json ... [options]\n'numericscore bench report --help' lists the options.\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Results_on_standard_output_leave_it_to_them_alone()
    {
        // beside results that were a million times as fast, by other bits
        using var baseline = new TemporaryTable("""{"schema":1,"devices":[{"name":"cpu","entries":[{"kernel":"relu","size":"100","seconds":1e-15,"spread":0,"bitsSha256":"00"}]}]}""");
        var run = await Run.Tool("bench", "--quick", "--device", "cpu", "--kernel", "relu", "--sizes", "100", "--json", "-", "--baseline", baseline.File);
        Assert.Equal(ExitCodes.SlowerThanBaseline, run.ExitCode);
        var entry = ResultStore.Parse(run.Output, "-").Result.Devices.Single().Entries.Single();
        Assert.Equal(("relu", entry.Samples), (entry.Kernel, entry.SampleSeconds!.Count));
        Assert.Matches("^[0-9a-f]{64}$", entry.BitsSha256);
        Assert.Contains("ceilings: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(" slower, OTHER BITS │\n", run.Error, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^TOO SLOW: relu 100 takes \d+ \(\d+ to \d+\) times as long in B as in A, where 1.1 is allowed$", run.Error);
    }

    [Fact]
    public async Task A_file_that_is_no_result_is_refused()
    {
        var run = await Run.Tool("bench", "compare", Repository.Table("iris"));
        Assert.Equal(ExitCodes.BadInput, run.ExitCode);
        Assert.StartsWith($"error: {Repository.Table("iris")} is no result of numericscore bench: ", run.Error, StringComparison.Ordinal);
    }
}
