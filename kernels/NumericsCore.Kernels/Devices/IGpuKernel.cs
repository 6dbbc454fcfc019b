using System.Reflection;

namespace NumericsCore.Kernels;

/// <summary>A kernel as a type, so that each closed generic instance has its own place among the loaded ones.</summary>
internal interface IGpuKernel
{
    /// <summary>The static method that every thread runs.</summary>
    static abstract MethodInfo Code { get; }
}
