using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace NumericsCore.Distributed.Tests;

/// <summary>
/// An MPI library of functions of this process: rank 0 of 2, whose partner sends back what it gets. It writes down what it is asked, and is used
/// by one test at a time.
/// </summary>
internal static unsafe class FakeMpi
{
    private const nint World = 0x4400_0000, Byte = 0x4c00_010d, ErrorsReturn = 0x5400_0001;

    private static readonly Queue<byte[]> s_sent = new();
    private static readonly Dictionary<nint, (nint Bytes, int Count)> s_waiting = [];
    private static readonly Dictionary<string, nint> s_functions = new()
    {
        ["MPI_Initialized"] = (nint)(delegate* unmanaged[Cdecl]<int*, int>)&Initialized,
        ["MPI_Finalized"] = (nint)(delegate* unmanaged[Cdecl]<int*, int>)&Finalized,
        ["MPI_Init_thread"] = (nint)(delegate* unmanaged[Cdecl]<int*, byte***, int, int*, int>)&InitThread,
        ["MPI_Finalize"] = (nint)(delegate* unmanaged[Cdecl]<int>)&Finish,
        ["MPI_Error_string"] = (nint)(delegate* unmanaged[Cdecl]<int, byte*, int*, int>)&ErrorString,
        ["MPI_Get_library_version"] = (nint)(delegate* unmanaged[Cdecl]<byte*, int*, int>)&LibraryVersion,
        ["MPI_Get_processor_name"] = (nint)(delegate* unmanaged[Cdecl]<byte*, int*, int>)&ProcessorName,
        ["MPI_Comm_rank"] = (nint)(delegate* unmanaged[Cdecl]<nint, int*, int>)&Rank,
        ["MPI_Comm_size"] = (nint)(delegate* unmanaged[Cdecl]<nint, int*, int>)&Size,
        ["MPI_Comm_set_errhandler"] = (nint)(delegate* unmanaged[Cdecl]<nint, nint, int>)&SetErrorHandler,
        ["MPI_Abort"] = (nint)(delegate* unmanaged[Cdecl]<nint, int, int>)&Abort,
        ["MPI_Isend"] = (nint)(delegate* unmanaged[Cdecl]<byte*, int, nint, int, int, nint, nint*, int>)&Send,
        ["MPI_Irecv"] = (nint)(delegate* unmanaged[Cdecl]<byte*, int, nint, int, int, nint, nint*, int>)&Receive,
        ["MPI_Test"] = (nint)(delegate* unmanaged[Cdecl]<nint*, int*, byte*, int>)&Test,
    };

    private static nint s_requests;

    /// <summary>The functions that were called, but for those that only ask.</summary>
    public static List<string> Calls { get; } = [];

    public static bool IsInitialized { get; set; }

    public static bool IsFinalized { get; set; }

    /// <summary>The function that fails; null for none.</summary>
    public static string? Failing { get; set; }

    /// <summary>A library that was not asked anything yet.</summary>
    /// <param name="areInts">Whether it takes handles as integers, as MPICH does.</param>
    /// <param name="missing">A function that it lacks.</param>
    public static MpiLibrary Load(bool areInts, string? missing = null)
    {
        Calls.Clear();
        s_sent.Clear();
        s_waiting.Clear();
        (IsInitialized, IsFinalized, Failing) = (false, false, null);
        return new("libfake.so", name => name == missing ? 0 : s_functions.GetValueOrDefault(name), new MpiHandles(areInts, World, Byte, ErrorsReturn));
    }

    private static int Called([CallerMemberName] string name = "")
    {
        Calls.Add(name);
        return name == Failing ? 7 : 0;
    }

    // of handles that are integers, the upper half is anything
    private static bool Is(nint handle, nint expected) => (int)handle == (int)expected;

    private static int Tell(string text, byte* to, int* length)
    {
        *length = Encoding.UTF8.GetBytes(text, new Span<byte>(to, 256));
        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Initialized(int* flag)
    {
        *flag = IsInitialized ? 1 : 0;
        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Finalized(int* flag)
    {
        *flag = IsFinalized ? 1 : 0;
        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int InitThread(int* count, byte*** arguments, int required, int* provided)
    {
        *provided = required;
        IsInitialized = true;
        return Called();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Finish()
    {
        IsFinalized = true;
        return Called();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int ErrorString(int code, byte* text, int* length) => code == 7 ? Tell("a fault\nof the net ", text, length) : 1;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int LibraryVersion(byte* text, int* length) => Tell("Fake MPI\t1.2, of today\nand more", text, length);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int ProcessorName(byte* text, int* length) => Tell("here", text, length);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Rank(nint world, int* rank)
    {
        *rank = 0;
        return Is(world, World) ? 0 : 1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Size(nint world, int* size)
    {
        *size = 2;
        return Is(world, World) ? 0 : 1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SetErrorHandler(nint world, nint handler) => Is(world, World) && Is(handler, ErrorsReturn) ? Called() : 1;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Abort(nint world, int code) => Is(world, World) && code == 3 ? Called() : 1;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Send(byte* bytes, int count, nint type, int partner, int tag, nint world, nint* request)
    {
        if (!Is(type, Byte) || !Is(world, World) || partner != 1 || tag != 0) return 1;
        s_sent.Enqueue(new Span<byte>(bytes, count).ToArray());
        *request = ++s_requests;
        return Called();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Receive(byte* bytes, int count, nint type, int partner, int tag, nint world, nint* request)
    {
        if (!Is(type, Byte) || !Is(world, World) || partner != 1 || tag != 0) return 1;
        *request = ++s_requests;
        s_waiting[s_requests] = ((nint)bytes, count);
        return Called();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Test(nint* request, int* flag, byte* status)
    {
        *flag = 1;
        if (!s_waiting.TryGetValue(*request, out var place)) return 0;
        if (s_sent.TryDequeue(out byte[]? message)) message.CopyTo(new Span<byte>((byte*)place.Bytes, place.Count));
        else *flag = 0;
        if (*flag == 1) s_waiting.Remove(*request);
        return 0;
    }
}
