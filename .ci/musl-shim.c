// The names of glibc that Debian's libstdc++ and libgcc_s take from it and musl does not have. With this library those two serve the C++ parts of .NET's builds for musl, for which
// Debian has no standard library of its own. Built by .ci/platforms.
#define _GNU_SOURCE
#include <link.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

char __libc_single_threaded = 0;

// of libgcc_s itself, under versions that musl does not look at; nothing here asks for the processor
unsigned __cpu_model[4];
int __cpu_indicator_init(void) { return 0; }

unsigned arc4random(void) { unsigned n; getentropy(&n, sizeof n); return n; }

size_t __strftime_l(char *text, size_t size, const char *format, const struct tm *time, locale_t locale) { return strftime_l(text, size, format, time, locale); }

// destructors of a thread's variables
struct destructor { void (*call)(void *); void *value; struct destructor *next; };
static pthread_key_t key;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static void destroy(void *list) { for (struct destructor *d = list, *next; d; d = next) { next = d->next; d->call(d->value); free(d); } }
static void make(void) { pthread_key_create(&key, destroy); }
int __cxa_thread_atexit_impl(void (*call)(void *), void *value, void *library)
{
    struct destructor *d = malloc(sizeof *d);
    pthread_once(&once, make);
    *d = (struct destructor){call, value, pthread_getspecific(key)};
    return pthread_setspecific(key, d);
}

// the library that holds an address, and its table for unwinding
struct search { char *address; struct dl_find_object *found; };
static int look(struct dl_phdr_info *info, size_t size, void *data)
{
    struct search *search = data;
    char *start = NULL, *end = NULL, *table = NULL;
    int holds = 0;
    for (int i = 0; i < info->dlpi_phnum; i++)
    {
        const ElfW(Phdr) *part = &info->dlpi_phdr[i];
        char *at = (char *)info->dlpi_addr + part->p_vaddr;
        if (part->p_type == PT_GNU_EH_FRAME) table = at;
        if (part->p_type != PT_LOAD) continue;
        if (!start || at < start) start = at;
        if (at + part->p_memsz > end) end = at + part->p_memsz;
        holds |= search->address >= at && search->address < at + part->p_memsz;
    }
    if (!holds) return 0;
    *search->found = (struct dl_find_object){.dlfo_map_start = start, .dlfo_map_end = end, .dlfo_eh_frame = table};
    return 1;
}
int _dl_find_object(void *address, struct dl_find_object *found) { return dl_iterate_phdr(look, &(struct search){address, found}) ? 0 : -1; }
