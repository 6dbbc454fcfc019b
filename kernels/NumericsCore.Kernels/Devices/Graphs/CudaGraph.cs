namespace NumericsCore.Kernels;

/// <summary>
/// Work of a stream that the driver has recorded and runs again in one launch. Whatever the driver does not do is no error but a reason
/// to run the work call by call.
/// </summary>
internal sealed class CudaGraph : IDisposable
{
    private readonly ICudaGraphDriver _driver;
    private nint _executable;
    private nint _launchedOn;

    private CudaGraph(ICudaGraphDriver driver, nint executable)
    {
        _driver = driver;
        _executable = executable;
    }

    /// <summary>Records what the calls queue on a stream, which runs none of it. Null, with the reason, if that cannot be recorded.</summary>
    public static CudaGraph? Capture(ICudaGraphDriver driver, nint stream, Action calls, out string? reason)
    {
        reason = Failure(driver, driver.BeginCapture(stream), "begin the capture");
        if (reason is not null) return null;
        try
        {
            calls();
        }
        catch (Exception exception)
        {
            // the caller makes the same calls outside of a capture now; an error of their own comes up there
            reason = exception.Message;
        }

        // also after an error: the stream would stay in its capture
        string? end = Failure(driver, driver.EndCapture(stream, out nint graph), "end the capture");
        reason ??= end ?? (graph == 0 ? "the driver made no graph" : null);
        nint executable = 0;
        if (reason is null)
        {
            reason = Failure(driver, driver.Instantiate(graph, out executable), "instantiate the graph");
            if (reason is null && executable == 0) reason = "the driver made no executable graph";
        }

        // an executable graph is complete without the one it was made from
        if (graph != 0) _ = driver.DestroyGraph(graph);
        return reason is null ? new CudaGraph(driver, executable) : null;
    }

    /// <summary>Queues the work on a stream. Null, or why the driver refused.</summary>
    public string? TryLaunch(nint stream)
    {
        ObjectDisposedException.ThrowIf(_executable == 0, this);
        _launchedOn = stream;
        return Failure(_driver, _driver.Launch(_executable, stream), "launch the graph");
    }

    /// <summary>Waits for the last launch and frees the graph.</summary>
    public void Dispose()
    {
        if (_executable == 0) return;
        // what fails here has failed before, and is found by whoever waits for the results
        if (_launchedOn != 0) _ = _driver.Synchronize(_launchedOn);
        _ = _driver.DestroyExecutable(_executable);
        _executable = 0;
    }

    private static string? Failure(ICudaGraphDriver driver, int result, string what) =>
        result == 0 ? null : $"the driver could not {what}: {driver.Name(result)}";
}
