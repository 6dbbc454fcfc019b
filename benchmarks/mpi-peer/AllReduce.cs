using System.Runtime.InteropServices;

namespace NumericsCore.Benchmarks.Mpi;

/// <summary>MPI_Allreduce of float32 sums, by Open MPI's own order of additions: what our exchange is measured beside.</summary>
internal static unsafe class AllReduce
{
    private static readonly nint s_library = NativeLibrary.Load("libmpi.so.40");
    private static readonly delegate* unmanaged[Cdecl]<float*, float*, int, nint, nint, nint, int> s_allReduce =
        (delegate* unmanaged[Cdecl]<float*, float*, int, nint, nint, nint, int>)NativeLibrary.GetExport(s_library, "MPI_Allreduce");

    private static readonly nint s_float = NativeLibrary.GetExport(s_library, "ompi_mpi_float"), s_sum = NativeLibrary.GetExport(s_library, "ompi_mpi_op_sum"), s_world = NativeLibrary.GetExport(s_library, "ompi_mpi_comm_world");

    /// <summary>Adds the arrays of all processes.</summary>
    public static void Run(float[] mine, float[] sum)
    {
        fixed (float* from = mine, to = sum)
        {
            int code = s_allReduce(from, to, mine.Length, s_float, s_sum, s_world);
            if (code != 0) throw new InvalidOperationException(FormattableString.Invariant($"MPI_Allreduce failed with code {code}."));
        }
    }
}
