namespace NumericsCore.CudaEmulator;

/// <summary>What a launch may ask for (CUDA Programming Guide, "Technical Specifications per Compute Capability").</summary>
internal static class LaunchLimits
{
    public const int ThreadsOfBlock = 1024;

    /// <summary>Bytes of shared memory of a block that has not asked for more, static and dynamic together.</summary>
    public const int SharedBytes = 48 << 10;

    private static readonly Dim3 s_grid = new(int.MaxValue, 65535, 65535), s_block = new(1024, 1024, 64);

    /// <exception cref="CallRefusedException">The driver refuses such a launch.</exception>
    public static void Check(PtxKernel kernel, Dim3 grid, Dim3 block, uint dynamicSharedBytes)
    {
        Within("grid", grid, s_grid);
        Within("block", block, s_block);
        if (block.Count > ThreadsOfBlock) throw Invalid($"a block of {block} has {block.Count} threads");
        if (dynamicSharedBytes > SharedBytes || kernel.SharedBytes + (long)dynamicSharedBytes > SharedBytes)
            throw Invalid($"{kernel.Name} has {kernel.SharedBytes} bytes of shared memory, and {dynamicSharedBytes} more are asked for");
    }

    private static void Within(string what, Dim3 size, Dim3 limit)
    {
        if (size.X < 1 || size.Y < 1 || size.Z < 1 || size.X > limit.X || size.Y > limit.Y || size.Z > limit.Z) throw Invalid($"a {what} of {size}");
    }

    private static CallRefusedException Invalid(string text) => new(CudaError.InvalidValue, text);
}
