using System.Globalization;
using System.Text.Json.Nodes;
using Xunit.Sdk;

namespace NumericsCore.Cli.Tests;

/// <summary>
/// A CUDA driver whose calls fail, one after another: the tool ends with one line that says so, or does without the call and trains the
/// CPU's weights. It never prints where in the program it was, and never hangs.
/// </summary>
public class BrokenDeviceTests
{
    private const string Variable = "NUMERICSCORE_CUDA_EMULATOR_";
    private const int Unknown = 999;

    private static readonly string[] s_train = ["train", Repository.Table("iris"), "--target", "species", "--epochs", "2", "--json", "--device"];
    private static readonly Lazy<Task<string>> s_weights = new(async () => Weights(await ToolProcess.Run([.. s_train, "cpu"])));

    [EmulatedCudaTheory]
    [InlineData("cuInit", 1)]
    [InlineData("cuDeviceGetCount", 1)]
    [InlineData("cuDeviceGet", 1)]
    [InlineData("cuDeviceGetName", 1)]
    [InlineData("cuDeviceTotalMem", 1)]
    [InlineData("cuDeviceGetAttribute", 1)]
    [InlineData("cuDeviceGetAttribute", 30)]
    [InlineData("cuCtxCreate", 1)]
    [InlineData("cuCtxSetCurrent", 1)]
    [InlineData("cuCtxSetCurrent", 50)]
    [InlineData("cuCtxGetCacheConfig", 1)]
    [InlineData("cuCtxGetSharedMemConfig", 1)]
    [InlineData("cuStreamCreate", 1)]
    [InlineData("cuStreamCreate", 2)]
    // the stream stays in its capture, where nothing else can be done with it
    [InlineData("cuStreamEndCapture", 1)]
    [InlineData("cuMemAlloc", 1)]
    [InlineData("cuMemAlloc", 60)]
    [InlineData("cuMemsetD8Async", 1)]
    [InlineData("cuMemcpyAsync", 1)]
    [InlineData("cuMemcpyAsync", 40)]
    [InlineData("cuModuleLoadDataEx", 1)]
    [InlineData("cuModuleGetFunction", 8)]
    [InlineData("cuLaunchKernel", 1)]
    [InlineData("cuLaunchKernel", 100)]
    [InlineData("cuStreamSynchronize", 1)]
    [InlineData("cuStreamSynchronize", 40)]
    public async Task A_call_that_fails_ends_the_tool_with_one_line(string call, int first)
    {
        var run = await ToolProcess.Run([.. s_train, "cuda"], (Variable + "FAIL", string.Create(CultureInfo.InvariantCulture, $"{call}:{first}:{Unknown}")));
        IsOneLine(run);
    }

    [EmulatedCudaTheory]
    [InlineData("cuMemAlloc", 60, "a request for a block of ")]
    [InlineData("cuMemcpyAsync", 1, "an upload of ")]
    [InlineData("cuLaunchKernel", 1, "a launch of ")]
    [InlineData("cuLaunchKernel", 37, "a launch of ")]
    [InlineData("cuLaunchKernel", 100, "a launch of ")]
    public async Task What_was_asked_of_the_device_is_told_with_the_drivers_code(string call, int first, string operation)
    {
        var run = await ToolProcess.Run([.. s_train, "cuda"], (Variable + "FAIL", string.Create(CultureInfo.InvariantCulture, $"{call}:{first}:{Unknown}")));
        IsOneLine(run);
        Assert.Contains($" failed in {operation}", run.Error, StringComparison.Ordinal);
        Assert.Contains("CUDA_ERROR_UNKNOWN", run.Error, StringComparison.Ordinal);
    }

    [EmulatedCudaTheory]
    [InlineData("cuStreamBeginCapture", 1)]
    [InlineData("cuGraphInstantiateWithFlags", 1)]
    [InlineData("cuGraphLaunch", 1)]
    [InlineData("cuGraphLaunch", 3)]
    [InlineData("cuGraphDestroy", 1)]
    [InlineData("cuGraphExecDestroy", 1)]
    [InlineData("cuMemFree", 1)]
    public async Task What_training_can_do_without_changes_nothing_when_it_fails(string call, int first)
    {
        var run = await ToolProcess.Run([.. s_train, "cuda"], (Variable + "FAIL", string.Create(CultureInfo.InvariantCulture, $"{call}:{first}:{Unknown}")));
        Assert.Equal((0, "", await s_weights.Value), (run.ExitCode, run.Error, Weights(run)));
    }

    [EmulatedCudaTheory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(140)]
    public async Task A_kernel_with_a_wrong_address_ends_the_tool_with_one_line(int launch)
    {
        var run = await ToolProcess.Run([.. s_train, "cuda"], (Variable + "FAULT", launch.ToString(CultureInfo.InvariantCulture)));
        IsOneLine(run);
        Assert.Contains("illegal memory access", run.Error, StringComparison.Ordinal);
    }

    [EmulatedCudaTheory]
    [InlineData("290,200", "has no room for a block of ")]
    [InlineData("300,200", "has no room for a block of ")]
    // foreseen before anything is taken
    [InlineData("1000,1000", "parameters for 4 features and 32 rows at once take at least ")]
    public async Task Memory_that_does_not_suffice_is_said_with_the_sizes(string layers, string message)
    {
        var run = await ToolProcess.Run([.. s_train, "cuda", "--layers", layers], (Variable + "MEMORY", "1"));
        IsOneLine(run);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [EmulatedCudaTheory]
    [InlineData("cuInit", 100, "cuInit gives CUDA_ERROR_NO_DEVICE")]
    [InlineData("cuDeviceGetCount", 3, "cuDeviceGetCount gives CUDA_ERROR_NOT_INITIALIZED")]
    [InlineData("cuDeviceGetName", Unknown, "ILGPU can use none of its 1 GPU: ")]
    [InlineData("cuCtxCreate", 2, "CUDA device 0, ")]
    public async Task Why_there_is_no_device_is_told_in_the_drivers_words(string call, int code, string message)
    {
        var run = await ToolProcess.Run([.. s_train, "cuda"], (Variable + "FAIL", string.Create(CultureInfo.InvariantCulture, $"{call}:1:{code}")));
        IsOneLine(run);
        Assert.Contains(message, run.Error, StringComparison.OrdinalIgnoreCase);
    }

    [EmulatedCudaTheory]
    [InlineData("cuCtxCreate")]
    [InlineData("cuMemAlloc")]
    [InlineData("cuLaunchKernel")]
    public async Task A_broken_device_is_listed_beside_the_others(string call)
    {
        var run = await ToolProcess.Run(["devices"], (Variable + "FAIL", $"{call}:1:{Unknown}"));
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("the same bits", run.Output, StringComparison.Ordinal);
        Assert.Contains("cannot be used: ", run.Output, StringComparison.Ordinal);
    }

    private static void IsOneLine(Run run)
    {
        Assert.Contains(run.ExitCode, (int[])[ExitCodes.BadInput, ExitCodes.WrongResult]);
        Assert.Matches(@"^error: (?!this is a defect|the device failed)[^\n]+\n$", run.Error);
    }

    private static string Weights(Run run) => (string)JsonNode.Parse(run.Output)!["weightsSha256"]!;
}

/// <summary>A theory about the emulated CUDA driver, whose calls can be made to fail.</summary>
[AttributeUsage(AttributeTargets.Method)]
[TraitDiscoverer("Xunit.Sdk.TraitDiscoverer", "xunit.core")]
public sealed class EmulatedCudaTheoryAttribute : GpuTheoryAttribute
{
    private static readonly bool s_emulated = Device.All.Any(static device => device.Description.StartsWith("NumericsCore CUDA emulator", StringComparison.Ordinal));

    public EmulatedCudaTheoryAttribute(string trait = "Devices", string value = "GPU")
        : base(trait, value) => Skip ??= s_emulated ? null : "This device's driver cannot be made to fail; .ci/cuda-emulator runs the test.";
}
