using System.Globalization;

namespace NumericsCore.CudaEmulator.Tests;

public sealed class DiagnosticsTests
{
    [Fact]
    public void Calls_fail_from_the_first_to_the_last_that_shall()
    {
        using var test = new TestDriver(new() { Failures = [FailureRule.Parse("cuMemAlloc:2-3:2"), FailureRule.Parse("cuGraphLaunch:1:801")] });
        CudaError[] results = [.. Enumerable.Range(0, 4).Select(_ => Result("cuMemAlloc"))];
        Assert.Equal([CudaError.Success, CudaError.OutOfMemory, CudaError.OutOfMemory, CudaError.Success], results);
        Assert.Equal((CudaError.NotSupported, CudaError.NotSupported, CudaError.Success), (Result("cuGraphLaunch"), Result("cuGraphLaunch"), Result("cuMemFree")));

        CudaError Result(string call) => (Record.Exception(() => test.Driver.Begin(call)) as CallRefusedException)?.Code ?? CudaError.Success;
    }

    [Theory]
    [InlineData("")]
    [InlineData("cuMemAlloc")]
    [InlineData("cuMemAlloc:0:2")]
    [InlineData("cuMemAlloc:3-2:2")]
    [InlineData("cuMemAlloc:1-2-3:2")]
    [InlineData("cuMemAlloc:1:0")]
    [InlineData("cuMemAlloc:1:x")]
    [InlineData("malloc:1:2")]
    public void A_failure_that_makes_no_sense_is_quoted(string text) =>
        Assert.StartsWith($"'{text}' is no failure", Assert.Throws<FormatException>(() => FailureRule.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_log_tells_of_faults_refusals_calls_and_what_is_left()
    {
        string folder = Directory.CreateTempSubdirectory().FullName, file = Path.Combine(folder, "sub", "log-%p.txt");
        try
        {
            using (var test = new TestDriver(new() { LogPath = file, TracesCalls = true }))
            {
                ulong memory = test.Driver.Allocate(4);
                nint stream = test.Stream();
                test.Driver.Begin("cuStreamSynchronize");
                test.Driver.BeginCapture(stream, 2);
                test.Driver.Fill(memory, 1, 4, stream);
                nint graph = test.Driver.Instantiate(test.Driver.EndCapture(stream), 0);
                test.Driver.Free(memory);
                test.Driver.LaunchGraph(graph, stream);
                test.Driver.Refuse("cuStreamSynchronize", Assert.Throws<CallRefusedException>(() => test.Driver.SynchronizeStream(stream)));
                test.Driver.Summarise();
            }

            string text = File.ReadAllText(file.Replace("%p", Environment.ProcessId.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
            foreach (string part in (string[])
                ["call cuStreamSynchronize\n", "fault CUDA_ERROR_ILLEGAL_ADDRESS: a copy or fill of 4 bytes", "refused cuStreamSynchronize, CUDA_ERROR_ILLEGAL_ADDRESS: ", "1 graph launches", "  call cuStreamSynchronize: 1\n", "left: 0 allocations, 1 streams, 0 events, 0 modules, 2 graphs, 1 contexts"])
                Assert.Contains(part, text, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Every_code_has_the_name_and_a_sentence_of_the_driver()
    {
        Assert.Equal(("CUDA_SUCCESS", "CUDA_ERROR_OUT_OF_MEMORY", "CUDA_ERROR_STREAM_CAPTURE_IMPLICIT", "CUDA_ERROR_INVALID_PTX"),
            (CudaErrors.Name(CudaError.Success), CudaErrors.Name(CudaError.OutOfMemory), CudaErrors.Name(CudaError.StreamCaptureImplicit), CudaErrors.Name(CudaError.InvalidPtx)));
        Assert.Equal("an illegal memory access was encountered", CudaErrors.Description(CudaError.IllegalAddress));
        Assert.All(Enum.GetValues<CudaError>(), static code => Assert.False(string.IsNullOrEmpty(CudaErrors.Description(code))));
        Assert.Null(CudaErrors.Name((CudaError)12345));
        Assert.Null(CudaErrors.Description((CudaError)12345));
    }
}
