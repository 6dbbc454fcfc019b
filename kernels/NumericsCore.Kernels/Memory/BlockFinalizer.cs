namespace NumericsCore.Kernels;

/// <summary>Finalizers that give memory back: none is needed any more once it was given back.</summary>
internal static class BlockFinalizer
{
#pragma warning disable CA1816 // the block's way back, whoever disposed it
    public static void Suppress(object block) => GC.SuppressFinalize(block);
#pragma warning restore CA1816
}
