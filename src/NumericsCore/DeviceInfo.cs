namespace NumericsCore;

/// <summary>What is known of a device.</summary>
/// <param name="Name">The name that selects it: "cpu", "opencl:0", "cuda:0".</param>
/// <param name="Description">What it is, for people.</param>
/// <param name="Type">GPU, CPU or accelerator.</param>
/// <param name="MemoryBytes">Its memory.</param>
/// <param name="ComputeUnits">Threads of a CPU device, compute units of another; on CUDA, multiprocessors.</param>
/// <param name="Driver">What runs it, with its version.</param>
/// <param name="UnavailableReason">Why it cannot be used; null if it can.</param>
public sealed record DeviceInfo(string Name, string Description, string Type, long MemoryBytes, int ComputeUnits, string Driver, string? UnavailableReason);

/// <summary>Whether a device computes what IEEE 754 asks for, found out by trying.</summary>
/// <param name="Passed">Whether every operation tried gave the right bits: then the device keeps the promise of equal bits.</param>
/// <param name="Report">What was tried, or what was wrong.</param>
public sealed record DeviceSelfTest(bool Passed, string Report);
