namespace NumericsCore.Kernels;

/// <summary>
/// The functions of the CUDA driver that record a stream's work and run it again; each returns the driver's CUresult, which is 0 for
/// success. (CUDA Driver API, "Stream Management" and "Graph Management".)
/// </summary>
internal interface ICudaGraphDriver
{
    /// <summary>cuStreamBeginCapture, in the relaxed mode: what this or another thread does besides is none of its business.</summary>
    int BeginCapture(nint stream);

    /// <summary>cuStreamEndCapture; no graph comes from a capture that went wrong.</summary>
    int EndCapture(nint stream, out nint graph);

    /// <summary>cuGraphInstantiateWithFlags.</summary>
    int Instantiate(nint graph, out nint executable);

    /// <summary>cuGraphLaunch.</summary>
    int Launch(nint executable, nint stream);

    /// <summary>cuStreamSynchronize.</summary>
    int Synchronize(nint stream);

    /// <summary>cuGraphExecDestroy.</summary>
    int DestroyExecutable(nint executable);

    /// <summary>cuGraphDestroy.</summary>
    int DestroyGraph(nint graph);

    /// <summary>cuGetErrorName.</summary>
    string Name(int result);
}
