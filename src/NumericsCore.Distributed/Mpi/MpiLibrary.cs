using System.Runtime.InteropServices;
using System.Text;

namespace NumericsCore.Distributed;

/// <summary>The functions of an MPI library, found at run time; handles are as wide as a pointer here, whatever the library's are.</summary>
internal sealed unsafe class MpiLibrary
{
    /// <summary>MPI's word for success.</summary>
    public const int Success = 0;

    /// <summary>Room for the status of any library.</summary>
    public const int StatusBytes = 64;

    private const int MaxText = 8192;
    // the levels of threads: the one that started MPI, or one at a time; an MPI that the program started is asked nothing
    private const int Serialized = 2;

    private readonly delegate* unmanaged[Cdecl]<int*, int> _initialized, _finalized;
    private readonly delegate* unmanaged[Cdecl]<int*, byte***, int, int*, int> _initThread;
    private readonly delegate* unmanaged[Cdecl]<int> _finalize;
    private readonly delegate* unmanaged[Cdecl]<int, byte*, int*, int> _errorString;
    private readonly delegate* unmanaged[Cdecl]<byte*, int*, int> _libraryVersion, _processorName;

    // whose handles are as wide as MPICH's
    private readonly nint _commRank, _commSize, _setErrorHandler, _abort, _isend, _irecv, _test;
    private readonly MpiHandles _handles;

    /// <param name="name">The file's name.</param>
    /// <param name="find">The address of a function; 0 if there is none.</param>
    /// <param name="handles">The library's constants.</param>
    /// <exception cref="CommunicationException">A function is missing.</exception>
    internal MpiLibrary(string name, Func<string, nint> find, MpiHandles handles)
    {
        Name = name;
        _handles = handles;
        _initialized = (delegate* unmanaged[Cdecl]<int*, int>)Export("MPI_Initialized");
        _finalized = (delegate* unmanaged[Cdecl]<int*, int>)Export("MPI_Finalized");
        _initThread = (delegate* unmanaged[Cdecl]<int*, byte***, int, int*, int>)Export("MPI_Init_thread");
        _finalize = (delegate* unmanaged[Cdecl]<int>)Export("MPI_Finalize");
        _errorString = (delegate* unmanaged[Cdecl]<int, byte*, int*, int>)Export("MPI_Error_string");
        _libraryVersion = (delegate* unmanaged[Cdecl]<byte*, int*, int>)Export("MPI_Get_library_version");
        _processorName = (delegate* unmanaged[Cdecl]<byte*, int*, int>)Export("MPI_Get_processor_name");
        (_commRank, _commSize, _setErrorHandler, _abort) = (Export("MPI_Comm_rank"), Export("MPI_Comm_size"), Export("MPI_Comm_set_errhandler"), Export("MPI_Abort"));
        (_isend, _irecv, _test) = (Export("MPI_Isend"), Export("MPI_Irecv"), Export("MPI_Test"));
        byte* text = stackalloc byte[MaxText];
        int length = 0;
        // of a length that MPI gives, with room for the longest of any library
        Version = _libraryVersion(text, &length) == Success ? Text(text, length).Split('\n', ',')[0].Replace('\t', ' ').Trim() : name;

        nint Export(string function) => find(function) is not 0 and var address
            ? address
            : throw new CommunicationException($"{name} has no function {function}: it is no MPI library, or one older than MPI 3.");
    }

    /// <summary>The file's name.</summary>
    public string Name { get; }

    /// <summary>What the library says it is, such as "Open MPI v4.1.4".</summary>
    public string Version { get; }

    /// <summary>Whether calls may come from several threads, one at a time.</summary>
    public bool AllowsSeveralThreads { get; private set; }

    /// <summary>The first library that is there, the standard ABI first.</summary>
    /// <param name="preferred">A library's name or path instead; null to look for one.</param>
    /// <exception cref="CommunicationException">There is none.</exception>
    public static MpiLibrary Load(string? preferred)
    {
        string[] names = preferred is not null ? [preferred] : MpiHandles.Names;
        foreach (string name in names)
        {
            if (NativeLibrary.TryLoad(name, out nint library))
                return new MpiLibrary(name, function => NativeLibrary.TryGetExport(library, function, out nint address) ? address : 0, MpiHandles.Of(name, library));
        }

        throw new CommunicationException(
            $"There is no MPI library: looked for {string.Join(", ", names)}. Install one on every host (Debian and Ubuntu: apt-get install openmpi-bin libopenmpi3, or mpich libmpich12), or name it by {MpiCommunicator.LibraryVariable}.");
    }

    /// <summary>Starts the engine, or finds it started.</summary>
    public void Start()
    {
        int flag = 0;
        Check(_finalized(&flag), "MPI_Finalized");
        if (flag != 0) throw new CommunicationException("MPI has been ended in this process, and cannot be started again: keep one communicator to the end of the program.");
        Check(_initialized(&flag), "MPI_Initialized");
        int provided = 0;
        if (flag == 0) Check(_initThread(null, null, Serialized, &provided), "MPI_Init_thread");
        AllowsSeveralThreads = provided >= Serialized;
        Check(_handles.AreInts
            ? ((delegate* unmanaged[Cdecl]<int, int, int>)_setErrorHandler)((int)_handles.World, (int)_handles.ErrorsReturn)
            : ((delegate* unmanaged[Cdecl]<nint, nint, int>)_setErrorHandler)(_handles.World, _handles.ErrorsReturn), "MPI_Comm_set_errhandler");
    }

    public void Finish() => Check(_finalize(), "MPI_Finalize");

    public int Rank() => Number(_commRank, "MPI_Comm_rank");

    public int Size() => Number(_commSize, "MPI_Comm_size");

    /// <summary>The name of this host.</summary>
    public string Host()
    {
        byte* text = stackalloc byte[MaxText];
        int length = 0;
        Check(_processorName(text, &length), "MPI_Get_processor_name");
        return Text(text, length);
    }

    public void Abort(int code)
    {
        if (_handles.AreInts) ((delegate* unmanaged[Cdecl]<int, int, int>)_abort)((int)_handles.World, code);
        else ((delegate* unmanaged[Cdecl]<nint, int, int>)_abort)(_handles.World, code);
    }

    /// <summary>Begins to send; the bytes stay where they are until the request is done.</summary>
    public MpiRequest Send(byte* bytes, int count, int destination) => Begin(_isend, bytes, count, destination, "MPI_Isend");

    /// <summary>Begins to receive.</summary>
    public MpiRequest Receive(byte* bytes, int count, int source) => Begin(_irecv, bytes, count, source, "MPI_Irecv");

    /// <summary>Whether a request is done, and forgets it then.</summary>
    public bool IsDone(ref MpiRequest request)
    {
        int flag = 0;
        byte* status = stackalloc byte[StatusBytes];
        fixed (nint* handle = &request.Handle)
            Check(((delegate* unmanaged[Cdecl]<nint*, int*, byte*, int>)_test)(handle, &flag, status), "MPI_Test");
        return flag != 0;
    }

    private MpiRequest Begin(nint function, byte* bytes, int count, int partner, string name)
    {
        MpiRequest request = default;
        Check(_handles.AreInts
            ? ((delegate* unmanaged[Cdecl]<byte*, int, int, int, int, int, nint*, int>)function)(bytes, count, (int)_handles.Byte, partner, 0, (int)_handles.World, &request.Handle)
            : ((delegate* unmanaged[Cdecl]<byte*, int, nint, int, int, nint, nint*, int>)function)(bytes, count, _handles.Byte, partner, 0, _handles.World, &request.Handle), name);
        return request;
    }

    private int Number(nint function, string name)
    {
        int value = 0;
        Check(_handles.AreInts ? ((delegate* unmanaged[Cdecl]<int, int*, int>)function)((int)_handles.World, &value) : ((delegate* unmanaged[Cdecl]<nint, int*, int>)function)(_handles.World, &value), name);
        return value;
    }

    private void Check(int code, string function)
    {
        if (code == Success) return;
        byte* text = stackalloc byte[MaxText];
        int length = 0;
        string said = _errorString(code, text, &length) == Success ? Text(text, length) : FormattableString.Invariant($"code {code}");
        throw new CommunicationException($"{function} of {Name} failed: {said.ReplaceLineEndings(" ").Trim()}");
    }

    private static string Text(byte* text, int length) => Encoding.UTF8.GetString(text, Math.Clamp(length, 0, MaxText)).TrimEnd('\0');
}

/// <summary>A message under way; the handle has room for either width.</summary>
internal struct MpiRequest
{
    public nint Handle;
}
